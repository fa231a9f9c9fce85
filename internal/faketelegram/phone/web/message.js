import { el, icon } from './dom.js'

const tags = {
  bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre',
  blockquote: 'blockquote', expandable_blockquote: 'blockquote',
}

// rich renders a text with its entities, whose offsets count UTF-16 units as those of JavaScript's strings do.
export function rich(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length)
  return fragment(text, 0, text.length, sorted, onCommand)
}

// fragment renders text[from:to] and takes the entities that begin there off the list; those inside another are nested.
function fragment(text, from, to, entities, onCommand) {
  const out = document.createDocumentFragment()
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift()
    const begin = Math.max(entity.offset, from), end = Math.min(entity.offset + entity.length, to)
    if (begin >= end) continue
    const shown = marked(entity, text.slice(begin, end), onCommand)
    out.append(text.slice(from, begin), shown)
    shown.append(fragment(text, begin, end, entities, onCommand))
    from = end
  }
  out.append(text.slice(from, to))
  return out
}

// marked is the element of one entity, without its text.
function marked(entity, text, onCommand) {
  switch (entity.type) {
    case 'url': return link(/^[a-z]+:/i.test(text) ? text : 'https://' + text)
    case 'text_link': return link(entity.url)
    case 'email': return link('mailto:' + text)
    case 'bot_command': return el('button', { type: 'button', className: 'command', onclick: () => onCommand(text) })
    case 'spoiler': return el('span', { className: 'spoiler', tabIndex: 0, onclick: event => event.currentTarget.classList.add('shown') })
  }
  return el(tags[entity.type] ?? 'span', { className: entity.type })
}

// link opens in a window of its own; anything but the web and mail is shown and leads nowhere.
export function link(address, props = {}) {
  if (!/^(https?|mailto):/i.test(address)) return el('span', { ...props, title: address })
  return el('a', { ...props, href: address, target: '_blank', rel: 'noopener noreferrer' })
}

// bubble renders a message for a view: {own, time, onCommand, onButton, onPhoto, onReply}, the last only where people answer each other.
export function bubble(message, view) {
  const own = message.from?.id === view.own, service = serviceText(message)
  if (service) return el('li', { className: 'message service' }, el('span', {}, service))
  const content = el('div', { className: 'content' },
    message.chat.type !== 'private' && !own ? el('strong', { className: 'from' }, message.from.first_name) : null,
    message.forward_origin ? el('em', { className: 'forwarded' }, 'Diteruskan') : null,
    message.reply_to_message && !message.reply_to_message.forum_topic_created ? el('span', { className: 'quote', dir: 'auto' }, summary(message.reply_to_message)) : null,
    ...media(message, view),
    wording(message, view),
    el('span', { className: 'meta' },
      message.edit_date ? 'diedit ' : '', el('time', {}, view.time(message.date)),
      own ? el('span', { className: 'ticks' }) : null))
  const item = el('li', { className: 'message ' + (own ? 'own' : 'their') }, content)
  if (message.sticker) item.classList.add('bare')
  if (message.reply_markup) item.append(inlineKeyboard(message, view.onButton))
  if (view.onReply) content.append(el('button', { type: 'button', className: 'reply icon', title: 'Balas', ariaLabel: 'Balas', onclick: () => view.onReply(message) }, icon('reply')))
  return item
}

function wording(message, view) {
  const text = message.text ?? message.caption
  if (!text) return null
  return el('div', { className: 'text', dir: 'auto' }, rich(text, message.entities ?? message.caption_entities ?? [], view.onCommand))
}

function media(message, view) {
  if (message.photo) {
    const size = message.photo.at(-1), src = fileAddress(size)
    return [el('button', { type: 'button', className: 'enlarge', ariaLabel: 'Perbesar foto', onclick: () => view.onPhoto(src) },
      el('img', { className: 'photo', src, alt: 'Foto', width: size.width, height: size.height }))]
  }
  if (message.voice) {
    const wave = el('span', { className: 'wave', ariaHidden: 'true' }, ...Array.from({ length: 24 }, () => el('i')))
    return [el('span', { className: 'voice' }, icon('voice', 'Pesan suara'), wave, `0.${String(message.voice.duration).padStart(2, '0')}`)]
  }
  if (message.sticker) return [el('span', { className: 'sticker', role: 'img', ariaLabel: 'Stiker' }, message.sticker.emoji)]
  if (message.document) return [file(message.document, message.document.file_name ?? 'Berkas')]
  if (message.video) return [file(message.video, 'Video')]
  if (message.contact) {
    const name = [message.contact.first_name, message.contact.last_name].filter(Boolean).join(' ')
    return [el('span', { className: 'card' }, icon('person'), el('span', {}, el('strong', {}, name), el('small', {}, message.contact.phone_number)))]
  }
  if (message.location) {
    const { latitude, longitude } = message.location
    return [el('span', { className: 'map' }, icon('place', 'Lokasi')), el('small', { className: 'place' }, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`)]
  }
  return []
}

const fileAddress = file => 'files/' + encodeURIComponent(file.file_id)

// file is a row that downloads it.
function file(sent, name) {
  return el('a', { className: 'card file', href: fileAddress(sent), download: name },
    icon('file'), el('span', {}, el('strong', { dir: 'auto' }, name), el('small', {}, bytes(sent.file_size ?? 0))))
}

// bytes is a size as people read it.
function bytes(count) {
  const [size, unit] = count < 1 << 20 ? [Math.ceil(count / 1024), 'KB'] : [(count / (1 << 20)).toFixed(1), 'MB']
  return Number(size).toLocaleString('id') + ' ' + unit
}

// summary says in one line what a message is.
export function summary(message) {
  const kinds = { photo: 'Foto', voice: 'Pesan suara', sticker: 'Stiker', document: 'Berkas', video: 'Video', contact: 'Kontak', location: 'Lokasi' }
  return message.text ?? message.caption ?? kinds[Object.keys(kinds).find(kind => message[kind])] ?? 'Pesan'
}

// serviceText is what a message reports that nobody said; empty for others.
export function serviceText(message) {
  if (message.new_chat_members) return message.new_chat_members.map(member => member.first_name).join(', ') + ' bergabung'
  if (message.left_chat_member) return message.left_chat_member.first_name + ' keluar'
  if (message.forum_topic_created) return 'Topik: ' + message.forum_topic_created.name
  if (message.forum_topic_edited) return 'Topik menjadi: ' + message.forum_topic_edited.name
  if (message.forum_topic_closed) return 'Topik ditutup'
  if (message.forum_topic_reopened) return 'Topik dibuka lagi'
  if (message.pinned_message) return 'Pesan disematkan'
  return ''
}

function inlineKeyboard(message, onButton) {
  return el('div', { className: 'inline', role: 'group', ariaLabel: 'Tombol pesan' }, ...message.reply_markup.inline_keyboard.map(row =>
    el('div', { className: 'row' }, ...row.map(button => inlineButton(message, button, onButton)))))
}

function inlineButton(message, button, onButton) {
  const className = 'key ' + (button.style ?? '')
  if (button.url) {
    const out = link(button.url, { className })
    out.append(button.text + ' ↗')
    return out
  }
  return el('button', { type: 'button', className, onclick: event => onButton(message, button, event.currentTarget) }, button.text)
}

const ticks = { waiting: 'Menunggu sinyal', sent: 'Terkirim', taken: 'Diterima bot' }

// setTicks shows how far a person's own message came: "waiting", "sent" or "taken".
export function setTicks(item, state) {
  const place = item?.querySelector('.ticks')
  if (place) place.replaceChildren(icon(state, ticks[state]))
  if (item) item.dataset.state = state
}
