import { el } from './dom.js'

// What happens with a message, in its order: in Telegram's words before and after, in the service's own between.
const stages = {
  queued: ['masuk antrean Telegram', 'queued'],
  delivered: ['diantar ke bot', 'delivered'],
  arrived: ['pesan datang', 'arrived'],
  claimed: ['giliran dipegang', 'claimed'],
  advanced: ['giliran dihitung', 'advanced'],
  applied: ['baris ditulis', 'applied'],
  committed: ['keadaan disimpan', 'committed'],
  said: ['dijawab', 'said'],
  acknowledged: ['tuntas bagi Telegram', 'acknowledged'],
  expired: ['kedaluwarsa', 'expired'],
}

const kinds = { message: 'pesan', edited_message: 'pesan diedit', callback_query: 'ketukan', my_chat_member: 'blokir/buka blokir' }
const maxCards = 80

const precise = new Intl.NumberFormat('id-ID', { maximumSignificantDigits: 3 })
const duration = nanoseconds => nanoseconds < 1e6 ? Math.round(nanoseconds / 1e3) + ' µs'
  : nanoseconds < 1e9 ? precise.format(nanoseconds / 1e6) + ' ms' : precise.format(nanoseconds / 1e9) + ' s'

// Inside is the panel in which every message is a card that opens to its stages and the calls of the bot that followed.
export class Inside {
  constructor(root, clock, nameOf) {
    Object.assign(this, { list: root.querySelector('.cards'), legend: root.querySelector('.legend'), clock, nameOf, cards: new Map() })
    this.list.replaceChildren()
  }

  hear(news) {
    switch (news.kind) {
      case 'update_queued': this.open(news); break
      case 'update_delivered': this.delivered(news.update); break
      case 'update_acknowledged': this.ended(news.update, 'acknowledged'); break
      case 'update_expired': this.ended(news.update, 'expired'); break
      case 'inside': this.reached(news.inside); break
      case 'call_made': this.called(news); break
      case 'bot': this.told(botText(news.bot), news.at, 'bot-' + news.bot.state); break
    }
  }

  // open makes the card of an update, or completes the one that its first stages made: they come by another way.
  open({ update, at }) {
    const id = String(update.id), early = [...this.cards.keys()].find(key => key.split(':').includes(id))
    const card = this.cards.get(early) ?? this.card(id, '', at)
    this.cards.delete(early)
    this.cards.set(id, card)
    card.chat = update.chat
    card.title.textContent = `${this.nameOf(update.chat)} · ${kinds[update.type] ?? update.type}`
    card.rows.prepend(this.row('queued', ''))
  }

  card(id, title, at) {
    const card = {
      title: el('span', { className: 'title' }, title), total: el('span', { className: 'total' }),
      bar: el('span', { className: 'bar', ariaHidden: 'true' }), rows: el('ol', { className: 'rows' }), since: 0,
    }
    card.root = el('li', {}, el('details', { className: 'event' },
      el('summary', {}, card.title, el('time', {}, this.clock.seconds(at)), card.total, card.bar), card.rows))
    this.cards.set(id, card)
    this.list.prepend(card.root)
    if (this.cards.size > maxCards) this.drop(this.cards.keys().next().value)
    return card
  }

  drop(id) {
    this.cards.get(id).root.remove()
    this.cards.delete(id)
  }

  row(stage, time, detail = '') {
    const [name, english] = stages[stage]
    return el('li', { className: 'stage ' + stage }, el('span', {}, name, ' ', el('small', { lang: 'en' }, english)),
      el('span', { className: 'took' }, time), detail ? el('small', { className: 'detail' }, detail) : null)
  }

  delivered(update) {
    const card = this.cards.get(String(update.id))
    if (!card) return
    const outcome = update.status ? 'HTTP ' + update.status : update.took ? 'sambungan putus' : ''
    const detail = [update.attempt > 1 ? `percobaan ke-${update.attempt}` : '', outcome].filter(Boolean).join(' · ')
    card.rows.append(this.row('delivered', update.took ? duration(update.took) : '', detail))
    if (update.status >= 400 || update.attempt > 1) card.root.classList.add('again')
  }

  // reached notes a stage; an update's id stands between the colons of its key.
  reached(stage) {
    if (!stages[stage.stage]) return
    this.legend.hidden = false
    const id = stage.key.split(':').find(part => this.cards.has(part)) ?? stage.key
    const card = this.cards.get(id) ?? this.card(id, this.nameOf(Number(stage.chat.split(':').at(-1))), stage.at)
    card.rows.append(this.row(stage.stage, stage.since ? '+' + duration(stage.since) : '', stage.detail))
    this.segment(card, stage)
    card.total.textContent = duration(stage.since)
  }

  // segment lengthens the bar by the time that the stage took.
  segment(card, stage) {
    const piece = el('i', { className: stage.stage, title: stages[stage.stage].join(' · ') })
    piece.style.flexGrow = Math.max(stage.since - card.since, 0)
    card.since = stage.since
    card.bar.append(piece)
  }

  ended(update, how) {
    const card = this.cards.get(String(update.id))
    if (!card) return
    card.rows.append(this.row(how, duration(update.took ?? 0)))
    card.root.classList.add(how)
    card.total.textContent ||= duration(update.took ?? 0)
  }

  // called puts a call into the newest card of its chat; an answer to a tap names no chat.
  called({ call, at }) {
    const card = [...this.cards.values()].reverse().find(each => each.chat && (!call.chat || each.chat === call.chat) && call.method !== 'getMe')
    const failed = call.code !== 200
    if (!card || !call.chat && call.method !== 'answerCallbackQuery') return this.told(`${call.method} · ${call.code || 'putus'} · ${duration(call.took)}`, at, failed ? 'failed' : 'call')
    card.rows.append(el('li', { className: 'call' + (failed ? ' failed' : '') }, el('span', {}, '→ ', el('code', {}, call.method)),
      el('span', { className: 'took' }, `${call.code || 'putus'} · ${duration(call.took)}`)))
  }

  // told is a line of its own between the cards.
  told(text, at, kind) {
    this.list.prepend(el('li', { className: 'told ' + kind }, el('span', {}, text), el('time', {}, this.clock.seconds(at))))
    while (this.list.childElementCount > 2 * maxCards) this.list.lastElementChild.remove()
  }
}

// botText says how the bot is.
export function botText({ state, took }) {
  const time = took ? ` · ${duration(took)}` : ''
  return { up: 'Bot hidup', down: 'Bot mati…', failed: 'Bot gagal hidup' }[state] + time
}
