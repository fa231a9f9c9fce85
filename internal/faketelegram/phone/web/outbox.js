import { post } from './dom.js'

// Outbox stands between a phone and the server as a phone's signal does. What is done waits in a queue and goes out in
// order, one after another, while there is a signal. News wait while something is on its way, so that they are shown in the
// order in which a phone would get them.
export class Outbox {
  constructor(phone) {
    Object.assign(this, { phone, queue: [], held: [], offline: false, sending: false })
  }

  send(item) {
    this.queue.push(item)
    this.phone.refresh()
    this.drain()
  }

  hear(news) {
    this.held.push(news)
    this.release()
  }

  setOffline(offline) {
    this.offline = offline
    this.phone.refresh()
    this.drain()
  }

  async drain() {
    if (this.sending) return
    this.sending = true
    while (this.queue.length && !this.offline && await this.deliver(this.queue[0])) {
      this.queue.shift().settle()
      this.phone.refresh()
    }
    this.sending = false
    this.release()
  }

  // deliver posts an item as many times as it was tapped, at once; it is false when the server was not reached, so that the
  // same is tried again later.
  async deliver(item) {
    try {
      const path = `phones/${this.phone.id}/${item.act}`
      const answers = await Promise.all(Array.from({ length: item.times }, () => post(path, item.fields)))
      for (const answer of answers) this.phone.sent(answer, item)
    } catch (problem) {
      if (problem instanceof TypeError) return false
      this.phone.refused(item)
    }
    return true
  }

  release() {
    while (this.held.length && !this.offline && !this.sending) this.phone.apply(this.held.shift())
    this.phone.refresh()
  }
}
