// Tells the desk that somebody is looking at the proof, once they do something on its page: programs that look through mail
// open addresses, and do nothing there.
const form = document.querySelector('[data-opened]');
const deeds = ['pointerdown', 'keydown', 'scroll'];
const tell = () => {
  for (const deed of deeds) removeEventListener(deed, tell);
  fetch(form.dataset.opened, { method: 'POST', keepalive: true }).catch(() => {});
};
if (form) for (const deed of deeds) addEventListener(deed, tell, { passive: true });
