import { el } from './dom.js'
import { bubble, setTicks } from './message.js'

// Screen is one chat on one phone: its messages in order, and below them those that are not sent yet.
export class Screen {
  constructor(chat, clock, view) {
    Object.assign(this, { id: chat.id, title: chat.title, clock, view, keyboard: chat.keyboard, unread: 0 })
    this.log = el('ol', { className: 'log', tabIndex: 0, role: 'log', ariaLive: 'polite', ariaLabel: 'Percakapan' })
    this.items = new Map()
    this.waiting = new Set(chat.waiting)
    for (const message of chat.messages ?? []) this.put(message)
    this.live = true
    this.stuck = true
    this.log.addEventListener('scroll', () => { this.stuck = this.atBottom }, { passive: true })
    new ResizeObserver(() => this.stick()).observe(this.log)
  }

  get empty() { return this.log.childElementCount === 0 }

  get atBottom() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 90 }

  toBottom() { this.log.scrollTop = this.log.scrollHeight }

  // stick keeps the newest message in sight of whoever has not scrolled up.
  stick() { if (this.stuck) this.toBottom() }

  // put shows a message, in the place of the one with its id if there is one. It says whether it was new.
  put(message) {
    const item = this.render(message), old = this.items.get(message.message_id)
    item.dataset.id = message.message_id
    this.items.set(message.message_id, item)
    if (this.live && !old && message.from?.id !== this.view.own) item.classList.add('fresh')
    if (old) old.replaceWith(item)
    else this.log.insertBefore(item, this.placeFor(message.message_id))
    setTicks(item, this.waiting.has(message.message_id) ? 'sent' : 'taken')
    this.separate(item)
    this.stick()
    return !old
  }

  render(message) {
    const item = bubble(message, this.view)
    item.dataset.day = this.clock.day(message.date)
    return item
  }

  // placeFor finds the message before which one with this id belongs; almost always it is the newest that was sent.
  placeFor(id) {
    let next = null
    for (let item = this.log.lastElementChild; item; item = item.previousElementSibling) {
      if (item.dataset.id && Number(item.dataset.id) < id) break
      next = item
    }
    return next
  }

  // pend shows what the person said while it is on its way, and returns what takes it off again.
  pend(text) {
    const item = this.render({ from: { id: this.view.own }, chat: { type: 'private' }, date: this.clock.now() / 1000, text })
    item.classList.add('fresh')
    setTicks(item, 'waiting')
    this.log.append(item)
    this.separate(item)
    this.toBottom()
    return () => item.remove()
  }

  remove(id) {
    const item = this.items.get(id), next = item?.nextElementSibling
    this.items.delete(id)
    item?.remove()
    if (next) this.separate(next)
  }

  wait(id) {
    this.waiting.add(id)
    setTicks(this.items.get(id), 'sent')
  }

  taken(id) {
    this.waiting.delete(id)
    setTicks(this.items.get(id), 'taken')
  }

  // separate puts the date above the first message of a day.
  separate(item) {
    for (const each of [item, item.nextElementSibling]) {
      each?.classList.toggle('new-day', each.previousElementSibling?.dataset.day !== each.dataset.day)
    }
  }
}
