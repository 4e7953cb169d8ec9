/** Shorthand for the page's own elements. */
export const $ = (id) => document.getElementById(id);

/** An element with classes and children; strings become text nodes, never markup. */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

export function timeOf(timestamp) {
  const date = new Date(timestamp);
  const today = date.toDateString() === new Date().toDateString();
  const time = element("time", "", date.toLocaleString([], { timeStyle: "short", ...(!today && { dateStyle: "short" }) }));
  time.dateTime = date.toISOString();
  time.title = date.toLocaleString();
  return time;
}
