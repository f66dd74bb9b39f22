const NAMESPACE = 'http://www.w3.org/2000/svg';

/** A new SVG element with attributes, put into a parent. */
export function svg(name, attributes = {}, parent = null) {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (parent) parent.append(element);
  return element;
}

/** Sets a text only when it differs: figures that stand still cost nothing. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setAttribute(element, name, value) {
  if (value === null || value === undefined) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

/** Shows a figure and keeps its exact value for scripts. */
export function setFigure(element, text, value) {
  setText(element, text);
  setAttribute(element, 'data-value', value);
}

/** The longest form of a text that fits into a width; its end stays, for names often differ there. */
export function fitText(element, text, width, shorten) {
  let length = text.length;
  element.textContent = text;
  while (length > 3 && element.getComputedTextLength() > width) element.textContent = shorten(text, --length);
}

/** Tooltip of an SVG element: its own title element. */
export function titled(parent) {
  const title = svg('title', {}, parent);
  return (text) => setText(title, text);
}
