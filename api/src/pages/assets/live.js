// Follows the registration that a page shows, and adds buttons that need a script. Without it, everything works by hand.
{
  const { body, documentElement: root } = document;
  const main = document.querySelector('main');
  const told = body.appendChild(Object.assign(document.createElement('p'), { className: 'unseen', role: 'status' }));
  const live = () => main.querySelector('#live')?.dataset ?? {};
  const button = (text, act) => {
    const made = Object.assign(document.createElement('button'), { type: 'button', className: 'small', textContent: text });
    made.onclick = () => act(made);
    return made;
  };
  let source, typed, looking, heard = 0, pause = 2000;

  const dress = () => {
    typed = false;
    for (const time of main.querySelectorAll('time.moment')) {
      time.textContent = new Date(time.dateTime).toLocaleString(root.lang, { dateStyle: 'long', timeStyle: 'short' });
    }
    for (const print of main.querySelectorAll('[data-print]')) Object.assign(print, { hidden: false, onclick: () => window.print() });
    if (!navigator.clipboard) return;
    for (const code of main.querySelectorAll('code.copy')) {
      code.after(button(live().copy, (made) => navigator.clipboard.writeText(code.textContent).then(() => {
        told.textContent = made.textContent = live().copied;
      })));
    }
  };

  const show = (fresh) => {
    const { id, name, value } = document.activeElement;
    const inside = main.contains(document.activeElement);
    const open = [...main.querySelectorAll('details')].map((one) => one.open);
    main.replaceChildren(...fresh.querySelector('main').childNodes);
    document.title = fresh.title;
    for (const name of ['lang', 'dir']) root[name] = fresh.documentElement[name];
    dress();
    main.querySelectorAll('details').forEach((one, i) => { one.open ||= open[i]; });
    const same = (one) => (id ? one.id === id : name && one.name === name && one.value === value);
    if (inside) ([...main.querySelectorAll('[id],button')].find(same) ?? main).focus({ preventScroll: true });
    told.textContent = main.querySelector('h1').textContent;
    watch();
  };

  // The answer to a pressed button follows nothing and stays as it is.
  const look = async () => {
    if (looking || !live().events) return;
    looking = true;
    let failed = true;
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
      if (answer.redirected) return void location.assign(answer.url);
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (answer.status !== 200 && answer.status !== 404) return;
      failed = false;
      if (fresh.querySelector('#live')?.dataset.version === live().version) return;
      if (!typed) return show(fresh);
      main.querySelector('#news')?.remove();
      const note = Object.assign(document.createElement('p'), { id: 'news', className: 'box warn', textContent: `${live().news} ` });
      note.append(button(live().load, () => show(fresh)));
      main.prepend(note);
      told.textContent = live().news;
    } catch {
      // Out of reach for a moment.
    } finally {
      looking = false;
      // What changed while it looked was told once and is not told again.
      if (heard > +live().version && !typed) setTimeout(look, failed ? 10000 : 1000);
    }
  };

  const rest = () => { source?.close(); source = null; };
  const watch = () => {
    if (!live().events || document.hidden) return rest();
    if (source) return;
    source = new EventSource(live().events);
    source.addEventListener('version', ({ data }) => {
      live().heard = heard = +data;
      if (heard > +live().version) look();
    });
    source.onopen = () => { pause = 2000; };
    source.onerror = () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      rest();
      setTimeout(() => look().then(watch), pause);
      pause = Math.min(pause * 2, 60000);
    };
  };

  main.addEventListener('input', () => { typed = true; });
  addEventListener('pagehide', rest);
  // A browser has few connections to one place; a page that nobody looks at needs none.
  document.addEventListener('visibilitychange', () => { if (document.hidden) rest(); else look().then(watch); });
  addEventListener('pageshow', ({ persisted }) => { if (persisted) look().then(watch); });
  dress();
  watch();
}
