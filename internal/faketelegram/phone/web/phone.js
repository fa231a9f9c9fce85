import { el, icon, initials } from './dom.js'
import { Forum } from './forum.js'
import { summary } from './message.js'
import { Outbox } from './outbox.js'
import { Screen } from './screen.js'

const attachments = [
  { act: 'photo', label: 'Foto contoh', icon: 'photo' },
  { act: 'photo', label: 'Pilih foto…', icon: 'photo', choose: '.choose-photo' },
  { act: 'document', label: 'Berkas contoh', icon: 'file' },
  { act: 'document', label: 'Pilih berkas…', icon: 'file', choose: '.choose-file' },
  { act: 'voice', label: 'Pesan suara', icon: 'voice' },
  { act: 'sticker', label: 'Stiker', icon: 'sticker' },
  { act: 'location', label: 'Lokasi', icon: 'place' },
  { act: 'contact', label: 'Kontak sendiri', icon: 'person' },
  { act: 'card', label: 'Kontak orang lain', icon: 'people' },
]

// Phone is one person's phone: what it shows, and what is pressed and typed on it.
export class Phone {
  constructor(state, profile, clock) {
    this.id = state.id
    this.name = state.name
    this.clock = clock
    this.outbox = new Outbox(this)
    this.spinning = new Map()
    this.root = document.getElementById('phone').content.firstElementChild.cloneNode(true)
    this.root.id = 'hp-' + state.id
    this.root.setAttribute('aria-label', 'HP ' + state.name)
    this.$ = selector => this.root.querySelector(selector)
    this.$('.owner').textContent = state.name
    this.wire()
    this.setProfile(profile)
    this.screens = new Map(state.chats.map(chat => [chat.id, this.newChat(chat)]))
    this.$('.chats').hidden = this.screens.size < 2
    this.showBlocked(state.blocked)
    this.showChat(state.id)
  }

  // newChat is one of the phone's chats: a screen, or a forum of some.
  newChat(chat) {
    const place = chat.forum ? new Forum(chat, this.clock, topic => this.newScreen(topic), screen => this.show(screen)) : this.newScreen(chat)
    if (place.list) this.$('.talk').prepend(place.log)
    place.choose = el('button', { type: 'button', onclick: () => this.showChat(chat.id) }, chat.title || 'Bot')
    this.$('.chats').append(place.choose)
    return place
  }

  newScreen(chat) {
    const screen = new Screen(chat, this.clock, {
      own: this.id, time: this.clock.time,
      onCommand: text => this.say(text),
      onButton: (message, button, key) => this.tap(message, button, key),
      onPhoto: src => this.enlarge(src),
      onReply: chat.id < 0 ? message => this.reply(message) : null,
    })
    screen.log.addEventListener('scroll', () => { this.$('.down').hidden = screen.atBottom }, { passive: true })
    screen.log.hidden = true
    this.$('.talk').prepend(screen.log)
    return screen
  }

  wire() {
    const $ = this.$, input = $('textarea'), on = (selector, event, act) => $(selector).addEventListener(event, act)
    on('.composer', 'submit', event => { event.preventDefault(); this.submit() })
    input.addEventListener('keydown', event => { this.shift = event.shiftKey })
    input.addEventListener('beforeinput', event => { // as phones' keyboards tell of Enter
      if (event.inputType !== 'insertLineBreak' || this.shift || event.isComposing) return
      event.preventDefault()
      this.submit()
    })
    input.addEventListener('input', () => this.fit())
    on('.back', 'click', () => this.showChat(this.screen.id))
    on('.start', 'click', () => this.send('start', {}, '/start'))
    on('.unblock', 'click', () => this.send('unblock'))
    on('.down', 'click', () => this.screen.toBottom())
    on('.replying button', 'click', () => this.reply(null))
    on('.offline', 'change', event => this.outbox.setOffline(event.target.checked))
    on('.block', 'change', event => this.send(event.target.checked ? 'block' : 'unblock'))
    on('.choose-photo', 'change', event => this.sendFile('photo', event.target))
    on('.choose-file', 'change', event => this.sendFile('document', event.target))
    on('.enlarged', 'click', () => this.enlarge(null))
    on('.enlarged', 'keydown', event => { if (event.key === 'Escape') this.enlarge(null) })
    on('.more', 'click', event => event.currentTarget.setAttribute('aria-expanded', this.root.classList.toggle('controls')))
    this.closers = [this.menu('.commands', '.open-commands'), this.menu('.attach', '.open-attach')]
    $('.attach').append(...attachments.map(each => this.entry(() => this.attach(each), icon(each.icon), each.label)))
  }

  // menu lets a button open and close a list; it returns what closes it.
  menu(list, button) {
    const show = open => {
      this.$(list).hidden = !open
      this.$(button).setAttribute('aria-expanded', open)
    }
    this.$(button).addEventListener('click', () => {
      const open = this.$(list).hidden
      this.closeMenus()
      show(open)
      if (open) this.$(list).querySelector('button')?.focus()
    })
    this.$('.screen').addEventListener('keydown', event => {
      if (event.key !== 'Escape' || this.$(list).hidden) return
      show(false)
      this.$(button).focus()
    })
    this.$('.talk').addEventListener('click', () => show(false))
    return () => show(false)
  }

  closeMenus() { for (const close of this.closers) close() }

  entry(act, ...content) {
    return el('li', {}, el('button', { type: 'button', onclick: () => { this.closeMenus(); act() } }, ...content))
  }

  setProfile(profile) {
    this.profile = profile
    for (const place of this.root.querySelectorAll('.name')) place.textContent = profile.name
    this.$('.avatar').textContent = initials(profile.name)
    this.$('.description').textContent = profile.description || 'Tekan Mulai untuk berbicara dengan bot ini.'
    this.$('.commands').replaceChildren(...(profile.commands ?? []).map(({ command, description }) =>
      this.entry(() => this.say('/' + command), el('b', {}, '/' + command), el('span', {}, description))))
    if (this.screen) this.refresh()
  }

  showChat(id) { this.show(this.screens.get(id)) }

  // logs are all that the phone can show.
  logs() { return [...this.screens.values()].flatMap(place => place.list ? [place, ...place.screens] : [place]) }

  // show shows a screen, or the list of a forum's topics.
  show(screen) {
    this.screen = screen
    if (!screen.list) screen.unread = 0
    for (const each of this.logs()) each.log.hidden = each !== screen
    const group = screen.id < 0
    this.$('.down').hidden = screen.atBottom
    this.$('.back').hidden = screen.thread === undefined
    this.$('.head .name').textContent = group ? screen.title : this.profile.name
    this.$('.avatar').textContent = initials(this.$('.head .name').textContent)
    this.reply(null)
    this.showTyping(false)
    this.showKeyboard(this.screen.keyboard)
    this.refresh()
  }

  // refresh shows what depends on whether anything was said, whether the bot is blocked and whether there is a signal.
  refresh() {
    const group = this.screen.id < 0, fresh = !group && this.screen.empty, blocked = !group && this.blocked
    this.$('.empty').hidden = !fresh
    this.$('.start').hidden = !fresh || blocked
    this.$('.unblock').hidden = !blocked
    this.$('.composer').hidden = fresh || blocked || this.screen.list || !!this.screen.closed
    this.$('.closed').hidden = !this.screen.closed
    this.$('.open-commands').hidden = !this.profile.commands?.length || group
    this.$('.keyboard').hidden = fresh || blocked || !this.$('.keyboard').childElementCount
    if (!this.$('.status').classList.contains('typing')) this.$('.status').textContent = this.standing
    const { offline, queue: { length: count } } = this.outbox
    this.$('.notice').hidden = !offline
    this.$('.notice').textContent = 'Tanpa sinyal' + (count ? ` · ${count} menunggu` : '')
    this.root.classList.toggle('is-offline', offline)
    for (const place of this.screens.values()) {
      place.choose.ariaPressed = place.id === this.screen.id
      place.choose.dataset.unread = place.unread || ''
      if (place.list) for (const topic of place.topics.values()) place.show(topic)
    }
  }

  submit() {
    const text = this.$('textarea').value.trim()
    if (!text) return
    this.$('textarea').value = ''
    this.fit()
    this.say(text)
  }

  fit() {
    const input = this.$('textarea')
    input.style.height = 'auto'
    input.style.height = Math.min(input.scrollHeight, 130) + 'px'
  }

  say(text) {
    this.send('text', { text, reply_to: this.answered?.message_id }, text)
    this.reply(null)
  }

  reply(message) {
    this.answered = message
    this.$('.replying').hidden = !message
    this.$('.replying p').textContent = message ? summary(message) : ''
    if (message) this.$('textarea').focus()
  }

  attach(attachment) {
    if (attachment.choose) this.$(attachment.choose).click()
    else this.send(attachment.act, {}, attachment.label)
  }

  // sendFile sends what was chosen, with what stands in the text field under it, as Telegram does.
  sendFile(act, input) {
    const file = input.files[0], caption = this.$('textarea').value.trim()
    input.value = ''
    if (!file) return
    this.$('textarea').value = ''
    this.fit()
    this.send(act, { [act]: file, caption }, file.name)
  }

  // enlarge shows a photo over the whole screen of the phone; null puts it away.
  enlarge(src) {
    const shown = this.$('.enlarged'), put = shown.hidden ? document.activeElement : this.before
    if (src) {
      this.before = put
      this.$('.enlarged img').src = src
    }
    shown.hidden = !src
    if (src) this.$('.enlarged button').focus()
    else put?.focus?.({ preventScroll: true })
  }

  press(button) {
    const done = (act, label) => () => {
      if (this.screen.keyboard?.one_time_keyboard) this.showKeyboard(null)
      if (act) this.send(act, {}, label)
      else this.say(button.text)
    }
    if (button.request_contact) this.ask('Bagikan nomor HP Anda? Bot akan mengetahui nomor ini.', 'Bagikan', done('contact', 'Kontak sendiri'))
    else if (button.request_location) this.ask('Bagikan lokasi Anda? Bot akan mengetahui tempat ini.', 'Bagikan', done('location', 'Lokasi'))
    else done()()
  }

  tap(message, button, key) {
    if (button.copy_text) {
      navigator.clipboard?.writeText(button.copy_text.text)
      return this.toast('Disalin')
    }
    if (!button.callback_data) return this.toast('Tombol ini tidak ada di HP contoh')
    key.classList.add('busy')
    this.send('tap', { message: message.message_id, data: button.callback_data }, '', key)
  }

  // send hands an act to the outbox; shown stands in the chat until the server has it, and key spins until the bot has answered.
  send(act, fields = {}, shown = '', key = null) {
    const { screen } = this
    const settle = shown ? screen.pend(shown) : () => {}
    this.outbox.send({ act, fields: { ...fields, chat: screen.id, thread: screen.thread }, times: this.$('.twice').checked ? 2 : 1, screen, key, settle })
  }

  // sent notes what the server made of an act.
  sent(answer, { screen, key }) {
    if (answer.query) this.spinning.set(answer.query, key)
    if (!answer.message) return
    screen.waiting.add(answer.message.message_id)
    this.screens.get(screen.id).put(answer.message)
  }

  refused({ key }) {
    key?.classList.remove('busy')
    this.toast('Tidak terkirim')
  }

  hear(news) { if (this.screens.has(news.chat)) this.outbox.hear(news) }

  apply(news) {
    const place = this.screens.get(news.chat), message = news.message
    const screen = !place.list ? place : message?.chat ? place.topicOf(message).screen : place.holding(news.message_id)
    const current = screen ? screen === this.screen : place === this.screen
    switch (news.kind) {
      case 'message_new':
        if (news.waiting) screen.waiting.add(message.message_id)
        if (place.put(message) && !current) screen.unread++
        if (current && !news.waiting) this.showTyping(false)
        this.refresh()
        break
      case 'message_edited':
        if (screen.items.has(message.message_id)) place.put(message)
        break
      case 'message_deleted': screen?.remove(news.message_id); break
      case 'message_taken': screen?.taken(news.message_id); break
      case 'aside_shown':
        if (message.receiver_user.id === this.id) this.ask('Hanya terlihat oleh Anda:\n\n' + summary(message), 'OK')
        break
      case 'keyboard_changed':
        place.keyboard = news.keyboard
        if (place === this.screen) this.showKeyboard(news.keyboard)
        break
      case 'callback_answered': if (news.answer.user === this.id) this.answer(news.answer); break
      case 'chat_action': if (current) this.showTyping(true); break
      case 'chat_changed':
        if (news.chat === this.id) this.showBlocked(news.blocked)
        else if (place.list) this.showTopics(place, news.topics ?? [])
    }
  }

  // showTopics brings a forum up to date; whoever looks at a topic that is gone sees the list.
  showTopics(forum, topics) {
    forum.setTopics(topics)
    if (this.screen.gone) return this.show(forum)
    if (this.screen.id === forum.id) this.$('.head .name').textContent = this.screen.title
    this.refresh()
  }

  answer({ callback_query_id: query, text, show_alert: alert }) {
    this.spinning.get(query)?.classList.remove('busy')
    this.spinning.delete(query)
    if (text && alert) this.ask(text, 'OK')
    else if (text) this.toast(text)
  }

  showBlocked(blocked) {
    this.blocked = blocked
    this.$('.block').checked = blocked
    if (this.screen) this.refresh()
  }

  showTyping(typing) {
    clearTimeout(this.typing)
    this.$('.status').textContent = typing ? 'sedang mengetik' : this.standing
    this.$('.status').classList.toggle('typing', typing)
    if (typing) this.typing = setTimeout(() => this.showTyping(false), 5000)
  }

  // standing is what stands under the name of what is shown.
  get standing() {
    const { id, list, thread } = this.screen
    if (id > 0) return 'bot'
    if (list) return `grup · ${this.screen.topics.size} topik`
    return thread === undefined ? 'grup' : 'topik di ' + this.screens.get(id).title
  }

  showKeyboard(keyboard) {
    this.$('.keyboard').replaceChildren(...(keyboard?.keyboard ?? []).map(row => el('div', { className: 'row' }, ...row.map(button =>
      el('button', { type: 'button', className: 'key', onclick: () => this.press(button) }, button.request_contact ? icon('person') : null, button.text)))))
    this.$('textarea').placeholder = keyboard?.input_field_placeholder || 'Pesan'
    this.refresh()
  }

  toast(text) {
    clearTimeout(this.toasting)
    this.$('.toast').textContent = text
    this.$('.toast').hidden = false
    this.toasting = setTimeout(() => { this.$('.toast').hidden = true }, 3500)
  }

  // ask shows a text until a button is pressed; without an act there is nothing to refuse.
  ask(text, yes, act = null) {
    const veil = this.$('.veil'), before = document.activeElement
    const close = () => { veil.hidden = true; before?.focus?.({ preventScroll: true }) }
    const key = (label, then) => el('button', { type: 'button', onclick: () => { close(); then?.() } }, label)
    this.$('.dialog p').textContent = text
    this.$('.dialog').setAttribute('aria-label', text)
    this.$('.dialog .actions').replaceChildren(...(act ? [key('Batal')] : []), key(yes, act))
    veil.onkeydown = event => { if (event.key === 'Escape') close() }
    veil.hidden = false
    this.$('.dialog .actions').lastElementChild.focus()
  }
}
