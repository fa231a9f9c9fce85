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

const number = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1 })
const milliseconds = nanoseconds => number.format(nanoseconds / 1e6) + ' ms'

// Inside is the panel in which every message is a card that opens to its stages and the calls of the bot that followed.
export class Inside {
  constructor(root, clock, nameOf) {
    Object.assign(this, { list: root.querySelector('.cards'), clock, nameOf, cards: new Map() })
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

  open({ update, at }) {
    const card = this.card(String(update.id), `${this.nameOf(update.chat)} · ${kinds[update.type] ?? update.type}`, at)
    card.chat = update.chat
    this.row(card, 'queued', '')
  }

  card(id, title, at) {
    const total = el('span', { className: 'total' }), bar = el('span', { className: 'bar', ariaHidden: 'true' }), rows = el('ol', { className: 'rows' })
    const root = el('li', {}, el('details', { className: 'event' },
      el('summary', {}, el('span', { className: 'title' }, title), el('time', {}, this.clock.seconds(at)), total, bar), rows))
    const card = { root, total, bar, rows, since: 0 }
    this.cards.set(id, card)
    this.list.prepend(root)
    if (this.cards.size > maxCards) this.drop(this.cards.keys().next().value)
    return card
  }

  drop(id) {
    this.cards.get(id).root.remove()
    this.cards.delete(id)
  }

  row(card, stage, time, detail = '') {
    const [name, english] = stages[stage]
    card.rows.append(el('li', { className: 'stage ' + stage }, el('span', {}, name, ' ', el('small', { lang: 'en' }, english)),
      el('span', { className: 'took' }, time), detail ? el('small', { className: 'detail' }, detail) : null))
  }

  delivered(update) {
    const card = this.cards.get(String(update.id))
    if (!card) return
    const outcome = update.status ? 'HTTP ' + update.status : update.took ? 'sambungan putus' : ''
    this.row(card, 'delivered', update.took ? milliseconds(update.took) : '', [update.attempt > 1 ? `percobaan ke-${update.attempt}` : '', outcome].filter(Boolean).join(' · '))
    if (update.status >= 400 || update.attempt > 1) card.root.classList.add('again')
  }

  // reached notes a stage; an update's id stands between the colons of its key.
  reached(stage) {
    const id = stage.key.split(':').find(part => this.cards.has(part)) ?? stage.key
    const card = this.cards.get(id) ?? this.card(id, this.nameOf(Number(stage.chat.split(':').at(-1))), stage.at)
    if (!stages[stage.stage]) return
    this.row(card, stage.stage, stage.since ? '+' + milliseconds(stage.since) : '', stage.detail)
    this.segment(card, stage)
    card.total.textContent = milliseconds(stage.since)
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
    this.row(card, how, milliseconds(update.took ?? 0))
    card.root.classList.add(how)
    card.total.textContent ||= milliseconds(update.took ?? 0)
  }

  // called puts a call into the newest card of its chat; an answer to a tap names no chat.
  called({ call, at }) {
    const card = [...this.cards.values()].reverse().find(each => each.chat && (!call.chat || each.chat === call.chat) && call.method !== 'getMe')
    const failed = call.code !== 200
    if (!card || !call.chat && call.method !== 'answerCallbackQuery') return this.told(`${call.method} · ${call.code || 'putus'} · ${milliseconds(call.took)}`, at, failed ? 'failed' : 'call')
    card.rows.append(el('li', { className: 'call' + (failed ? ' failed' : '') }, el('span', {}, '→ ', el('code', {}, call.method)),
      el('span', { className: 'took' }, `${call.code || 'putus'} · ${milliseconds(call.took)}`)))
  }

  // told is a line of its own between the cards.
  told(text, at, kind) {
    this.list.prepend(el('li', { className: 'told ' + kind }, el('span', {}, text), el('time', {}, this.clock.seconds(at))))
    while (this.list.childElementCount > 2 * maxCards) this.list.lastElementChild.remove()
  }
}

// botText says how the bot is.
export function botText({ state, took }) {
  const time = took ? ` · ${number.format(took / 1e9)} s` : ''
  return { up: 'Bot hidup', down: 'Bot mati…', failed: 'Bot gagal hidup' }[state] + time
}
