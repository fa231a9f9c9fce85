// el makes an element. Text becomes text nodes: nothing that anybody wrote is ever read as HTML.
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (name in element) element[name] = value
    else element.setAttribute(name, value)
  }
  element.append(...children.filter(child => child !== null && child !== undefined))
  return element
}

// icon draws one of the symbols of the page; without a label it is mere decoration.
export function icon(name, label) {
  const make = tag => document.createElementNS('http://www.w3.org/2000/svg', tag)
  const svg = make('svg')
  svg.setAttribute('class', 'i-' + name)
  const use = make('use')
  use.setAttribute('href', '#i-' + name)
  svg.append(use)
  if (label) {
    svg.setAttribute('role', 'img')
    svg.setAttribute('aria-label', label)
  } else svg.setAttribute('aria-hidden', 'true')
  return svg
}

// post sends a form to the server and gives its answer; it throws a TypeError when the server was not reached.
export async function post(path, fields = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value)
  const response = await fetch(path, { method: 'POST', body: form })
  if (!response.ok) throw new Error((await response.text()).trim())
  return response.status === 204 ? {} : response.json()
}

export const initials = name => name.split(/\s+/).map(word => [...word][0]).slice(0, 2).join('').toUpperCase()
