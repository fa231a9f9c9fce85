import { el, post } from './dom.js'
import { Inside, botText } from './inside.js'
import { Phone } from './phone.js'

const $ = selector => document.querySelector(selector)
const only = new URLSearchParams(location.search).get('hp')

// clock shows times as the phones do: the service's own, which may be ahead, in its zone.
const clock = {
  offset: 0,
  now() { return Date.now() + this.offset },
  in(zone) {
    const show = options => { const format = new Intl.DateTimeFormat('id-ID', { timeZone: zone, ...options }); return date => format.format(date) }
    const time = show({ hour: '2-digit', minute: '2-digit' }), day = show({ day: 'numeric', month: 'long', year: 'numeric' })
    this.time = seconds => time(seconds * 1000)
    this.day = seconds => day(seconds * 1000)
    const precise = show({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
    this.seconds = at => precise(new Date(at))
    const full = show({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' })
    this.full = () => full(this.now())
  },
}

let phones = [], inside = null

// start shows the state of the server and follows it from there.
async function start() {
  try {
    const response = await fetch('state' + (only ? '?hp=' + encodeURIComponent(only) : ''))
    if (response.status === 404) return void $('main').replaceChildren(el('p', { className: 'missing' }, 'HP ini tidak ada.'))
    if (!response.ok) throw new Error(response.statusText)
    show(await response.json())
  } catch {
    connected(false)
    setTimeout(start, 1000)
  }
}

function show(state) {
  clock.in(state.zone)
  document.title = $('h1').textContent = state.title || state.profile.name
  phones = (state.phones ?? []).map(phone => new Phone(phone, state.profile, clock))
  $('.phones').replaceChildren(...phones.map(phone => phone.root))
  $('.inside').hidden = !!only
  $('.restart').hidden = !state.restart
  $('.clock-control').hidden = !state.clock
  if (state.clock) moved(state.clock)
  showBot(state.bot)
  inside = new Inside($('.inside'), clock, nameOf)
  showTabs()
  listen(state.last)
}

const nameOf = id => phones.flatMap(phone => [...phone.screens.values()].map(screen => [screen.id, screen.title || phone.name]))
  .find(([chat]) => chat === id)?.[1] ?? (id ? String(id) : 'Bot')

// listen follows the news after the last that was seen. The browser connects again by itself unless the server refused.
function listen(last) {
  const source = new EventSource('events?after=' + encodeURIComponent(last))
  source.onopen = () => {
    connected(true)
    for (const phone of phones) phone.outbox.drain()
  }
  source.onmessage = event => {
    last = event.lastEventId || last
    const news = JSON.parse(event.data)
    if (news.kind !== 'gap') return hear(news)
    source.close()
    start()
  }
  source.onerror = () => {
    connected(false)
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(last), 1000)
  }
}

function hear(news) {
  if (news.kind === 'bot') showBot(news.bot)
  if (news.kind === 'clock') moved(news.clock)
  for (const phone of phones) news.kind === 'profile_changed' ? phone.setProfile(news.profile) : phone.hear(news)
  inside.hear(news)
}

const connected = is => { $('.link').hidden = is }

function showBot(bot) {
  $('.bot-state').textContent = botText(bot)
  $('.bot-state').dataset.state = bot.state
  $('.restart').disabled = bot.state === 'down'
}

function moved({ offset }) {
  clock.offset = offset
  tick()
}

function tick() { $('.clock-control time').textContent = clock.full?.() ?? '' }

// showTabs makes a tab of each phone and of the panel; on a wide screen all are shown at once.
function showTabs() {
  const panels = [...phones.map(phone => [phone.root, phone.name.split(' ')[0]]), ...(only ? [] : [[$('.inside'), 'Di dalam']])]
  const tabs = panels.map(([panel, name], i) => el('button', {
    type: 'button', role: 'tab', id: 'tab-' + panel.id, onclick: () => select(i),
    onkeydown: event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
      if (step) { select((i + step + tabs.length) % tabs.length).focus() }
    },
  }, name))
  const select = chosen => {
    for (const [i, [panel]] of panels.entries()) {
      panel.classList.toggle('chosen', i === chosen)
      tabs[i].ariaSelected = i === chosen
      tabs[i].tabIndex = i === chosen ? 0 : -1
    }
    return tabs[chosen]
  }
  for (const [i, [panel]] of panels.entries()) tabs[i].setAttribute('aria-controls', panel.id)
  $('.tabs').replaceChildren(...tabs)
  document.body.classList.toggle('single', panels.length === 1)
  select(0)
}

$('.restart').addEventListener('click', () => post('restart').catch(() => {}))
const hours = [...document.querySelectorAll('[data-hours]')]
const moving = now => { for (const button of hours) button.disabled = now }
for (const button of hours) {
  button.addEventListener('click', () => {
    moving(true) // each morning on the way is waited for
    post('clock', { hours: button.dataset.hours }).catch(() => {}).finally(() => moving(false))
  })
}
setInterval(tick, 1000)
start()
