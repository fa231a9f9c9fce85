import { el } from './dom.js'
import { serviceText, summary } from './message.js'

// Forum is a group with topics on one phone: the list of its topics, each of which has a screen of its own. In the place of a screen it
// is the list; newScreen makes the screen of a topic, and onOpen shows it.
export class Forum {
  constructor(chat, clock, newScreen, onOpen) {
    Object.assign(this, { id: chat.id, title: chat.title, clock, newScreen, onOpen, list: true, keyboard: null, atBottom: true, empty: false })
    this.log = el('ol', { className: 'topics', ariaLabel: 'Topik' })
    this.topics = new Map()
    this.open(0, 'General')
    this.setTopics(chat.topics ?? [])
    for (const message of chat.messages ?? []) this.put(message)
    for (const id of chat.waiting ?? []) this.holding(id)?.wait(id)
    for (const topic of this.topics.values()) topic.screen.unread = 0
  }

  toBottom() {}

  get unread() { return [...this.topics.values()].reduce((sum, topic) => sum + topic.screen.unread, 0) }

  get screens() { return [...this.topics.values()].map(topic => topic.screen) }

  // open is the topic of a thread, made where there is none yet; General is thread 0.
  open(thread, name) {
    if (!this.topics.has(thread)) {
      const screen = this.newScreen({ id: this.id, title: name, messages: [], waiting: [] })
      screen.thread = thread
      const row = el('button', { type: 'button', className: 'topic', onclick: () => this.onOpen(screen) })
      this.topics.set(thread, { screen, row, item: el('li', {}, row), newest: 0 })
      this.log.append(this.topics.get(thread).item)
      this.show(this.topics.get(thread))
    }
    return this.topics.get(thread)
  }

  // setTopics brings the list up to date; the screens of topics that are gone go with them.
  setTopics(topics) {
    for (const { message_thread_id: thread, name, closed } of topics) {
      const topic = this.open(thread, name)
      topic.screen.title = name
      topic.screen.closed = closed
      this.show(topic)
    }
    for (const [thread, topic] of this.topics) {
      if (!thread || topics.some(each => each.message_thread_id === thread)) continue
      this.topics.delete(thread)
      topic.item.remove()
      topic.screen.log.remove()
      topic.screen.gone = true
    }
  }

  // put shows a message in its topic and says whether it was new.
  put(message) {
    const topic = this.topicOf(message), fresh = topic.screen.put(message)
    if (message.message_id >= topic.newest) {
      Object.assign(topic, { last: message, newest: message.message_id })
      this.log.prepend(...[...this.topics.values()].sort((a, b) => b.newest - a.newest).map(each => each.item))
    }
    this.show(topic)
    return fresh
  }

  topicOf(message) {
    const thread = message.is_topic_message ? message.message_thread_id : 0
    return this.open(thread, message.forum_topic_created?.name ?? 'Topik')
  }

  // holding is the screen with a message on it.
  holding(id) { return this.screens.find(screen => screen.items.has(id)) }

  // show writes a topic's row anew.
  show(topic) {
    const { screen, last, row } = topic
    row.replaceChildren(
      el('span', { className: 'avatar', ariaHidden: 'true' }, screen.thread ? [...screen.title][0] : '#'),
      el('span', { className: 'about' }, el('strong', { dir: 'auto' }, screen.title), el('small', { dir: 'auto' }, last ? line(last) : 'Belum ada pesan')),
      el('span', { className: 'aside' }, last ? el('time', {}, this.clock.time(last.date)) : '', screen.closed ? el('small', {}, 'ditutup') : ''))
    row.lastElementChild.dataset.unread = screen.unread || ''
  }
}

// line is a message as it stands in the list.
function line(message) {
  const said = serviceText(message) || summary(message)
  return message.from && !serviceText(message) ? `${message.from.first_name}: ${said}` : said
}
