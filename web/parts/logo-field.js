// A logo that is larger than the service takes is said so before it is sent, with all that was typed.
const logo = document.querySelector('#f-logo');
const large = document.querySelector('[data-large]');
logo?.addEventListener('change', () => {
  large.hidden = !(logo.files[0]?.size > logo.dataset.most);
  if (!large.hidden) logo.value = '';
});
