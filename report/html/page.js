// The manners of the page. All that it says stands in the page already; this moves between what belongs together.
'use strict';
(() => {
  const status = document.getElementById('status');
  const say = (words) => { status.textContent = words; };
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const wide = matchMedia('(min-width: 64rem)');
  const printed = matchMedia('print');
  const scrolls = () => (calm.matches ? 'instant' : 'smooth');

  // Light and dark, as chosen. The choice is kept where the browser lets a page keep something.
  const theme = (value) => {
    if (value) document.documentElement.dataset.theme = value;
    else delete document.documentElement.dataset.theme;
    for (const s of document.querySelectorAll('select[name=theme]')) s.value = value;
  };
  const kept = (...value) => {
    try {
      if (value.length) localStorage.setItem('sayso-theme', value[0]);
      return localStorage.getItem('sayso-theme') || '';
    } catch { return ''; }
  };
  document.addEventListener('change', (e) => {
    if (e.target.name === 'theme') { kept(e.target.value); theme(e.target.value); }
  });
  theme(kept());
  addEventListener('submit', (e) => e.preventDefault());
  for (const f of document.querySelectorAll('form[hidden]')) f.hidden = false;

  // A list of many links is one stop of the Tab key; the arrow keys move in it.
  const roving = (box, step) => {
    const links = [...box.children];
    let at = 0;
    links.forEach((a, i) => { a.tabIndex = i ? -1 : 0; });
    const go = (i) => {
      links[at].tabIndex = -1;
      at = Math.max(0, Math.min(links.length - 1, i));
      links[at].tabIndex = 0;
      links[at].focus();
    };
    box.addEventListener('focusin', (e) => { const i = links.indexOf(e.target); if (i >= 0 && i !== at) { links[at].tabIndex = -1; at = i; links[at].tabIndex = 0; } });
    box.addEventListener('keydown', (e) => {
      const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: step(links), ArrowUp: -step(links), Home: -links.length, End: links.length }[e.key];
      if (by) { e.preventDefault(); go(at + by); }
    });
  };

  // arcs draws from a figure to what it rests on.
  const arcs = (() => {
    const make = (name) => document.createElementNS('http://www.w3.org/2000/svg', name);
    let from, to, svg, line, tip, words;
    const draw = () => {
      const a = from.getClientRects()[0], b = to.getClientRects()[0];
      if (!a || !b) return;
      const x1 = a.left + a.width / 2, y1 = a.top, x2 = b.left + b.width / 2;
      const y2 = Math.max(8, Math.min(innerHeight - 8, b.top));
      const lift = Math.min(150, 24 + Math.abs(x2 - x1) / 5 + Math.abs(y2 - y1) / 6);
      line.setAttribute('d', `M${x1} ${y1}C${x1} ${y1 - lift} ${x2} ${y2 - lift} ${x2} ${y2}`);
      tip.setAttribute('d', `M${x2} ${y2}l-5 -9h10z`);
      words.style.left = `${Math.max(4, Math.min(innerWidth - words.offsetWidth - 4, a.left))}px`;
      // The words stand where the arc does not lead: above it where it goes down, else below.
      const above = Math.min(y1, y2) - 0.75 * lift - words.offsetHeight - 4;
      words.style.top = `${b.top > a.top && above > 0 ? above : a.bottom + 6}px`;
    };
    const clear = () => {
      if (!from) return;
      svg.remove();
      words.remove();
      from.classList.remove('lit');
      to.classList.remove('lit', 'near');
      removeEventListener('scroll', draw, true);
      from = undefined;
    };
    const show = (figure) => {
      if (figure === from) return;
      clear();
      const target = document.getElementById(figure.hash.slice(1));
      if (!target) return;
      [from, to] = [figure, target];
      const orphan = figure.classList.contains('orphan');
      svg = make('svg');
      svg.setAttribute('class', orphan ? 'arcs none' : 'arcs');
      svg.setAttribute('aria-hidden', 'true');
      line = make('path');
      tip = make('path');
      tip.setAttribute('class', 'tip');
      svg.append(line, tip);
      words = document.createElement('div');
      words.className = 'says';
      words.textContent = (orphan ? 'no source in reach; the nearest: ' : 'rests on: ') + to.textContent;
      document.body.append(svg, words);
      from.classList.add('lit');
      to.classList.add(orphan ? 'near' : 'lit');
      addEventListener('scroll', draw, { capture: true, passive: true });
      draw();
      if (document.activeElement === figure) say(words.textContent);
    };
    return { show, clear };
  })();

  // A browser that opens a page has enough to do: what is not seen yet is looked for when it is asked for, or when there is time.
  const later = window.requestIdleCallback || setTimeout;

  const edition = (root) => {
    const all = (s) => [...root.querySelectorAll(s)];
    const prefix = root.id.slice(0, -'edition'.length);
    const part = (kind, n) => document.getElementById(prefix + kind + n);
    const number = (note) => note.id.slice(prefix.length + 1);
    const refOf = (note) => part('r', number(note));
    const marksOf = (note) => all(`mark[data-f="${number(note)}"]`);
    const ruleOf = (note) => note.querySelector('a').hash.slice(prefix.length + 2);
    const template = root.querySelector('template');
    if (template) {
      template.replaceWith(template.content);
      theme(kept());
    }
    const tools = root.querySelector('.tools');
    const output = tools && tools.querySelector('output');
    let notes;
    const shown = () => (notes ||= all('.note')).filter((n) => !n.hidden);
    let current;

    // Notes stand beside their words; one that would cover another moves down.
    const near = new Set();
    const place = (chunk) => {
      if (printed.matches) return;
      const own = [...chunk.querySelectorAll('.note:not([hidden])')];
      if (!wide.matches || !own.length) { chunk.style.minHeight = ''; return; }
      const top = chunk.getBoundingClientRect().top;
      const wants = own.map((n) => (refOf(n) || n).getBoundingClientRect().top - top - 2);
      const heights = own.map((n) => n.offsetHeight);
      let y = 0;
      own.forEach((n, i) => {
        y = Math.max(y, wants[i]);
        n.style.top = `${y}px`;
        y += heights[i] + 10;
      });
      chunk.style.minHeight = `${y}px`;
    };
    const placeAll = () => near.forEach(place);
    const seen = new IntersectionObserver((entries) => {
      for (const e of entries) {
        if (!e.isIntersecting) { near.delete(e.target); continue; }
        near.add(e.target);
        for (const b of e.target.querySelectorAll('.note > button:not([aria-expanded])')) b.ariaExpanded = 'false';
        place(e.target);
      }
    }, { rootMargin: '60% 0px' });
    for (const c of all('.chunk')) seen.observe(c);
    addEventListener('resize', placeAll);

    // What holds for a rule is fetched from the list of rules when a note is opened.
    const fold = (note, open) => {
      if (open && !note.querySelector('.why')) {
        for (const dd of part('w', ruleOf(note)).querySelectorAll('dd:not(.standard)')) {
          const p = document.createElement('p');
          p.className = 'why';
          p.append(...[...dd.childNodes].map((n) => n.cloneNode(true)));
          note.querySelector('.at').before(p);
        }
      }
      note.classList.toggle('open', open);
      note.querySelector('button').ariaExpanded = String(open);
      const chunk = note.closest('.chunk');
      if (near.has(chunk)) place(chunk);
    };
    const turn = (note) => { delete note.dataset.opened; fold(note, !note.classList.contains('open')); };
    const headline = (note) => [...note.childNodes].filter((n) => n.nodeName !== 'P').map((n) => n.textContent).join('');

    const letGo = () => {
      if (!current) return;
      current.classList.remove('on');
      for (const m of marksOf(current)) m.classList.remove('on');
      if (current.dataset.opened) { fold(current, false); delete current.dataset.opened; }
      current = undefined;
    };
    const select = (note, focus) => {
      if (note !== current) {
        letGo();
        current = note;
        note.classList.add('on');
        for (const m of marksOf(note)) m.classList.add('on');
        if (!note.classList.contains('open')) { note.dataset.opened = 1; fold(note, true); }
      }
      const among = shown(), place = `${among.indexOf(note) + 1} of ${among.length}`;
      output.textContent = place;
      say(`${place}: ${headline(note)}`);
      const ref = refOf(note);
      ref.scrollIntoView({ block: 'center', behavior: scrolls() });
      (focus || ref).focus({ preventScroll: true });
    };
    const step = (by) => {
      const among = shown();
      if (!among.length) { say('no finding is shown'); return; }
      const at = current ? among.indexOf(current) : by > 0 ? -1 : 0;
      select(among[(at + by + among.length) % among.length]);
    };
    const nextOrphan = () => {
      const orphans = all('a.orphan');
      const next = orphans[(orphans.indexOf(document.activeElement) + 1) % orphans.length];
      if (!next) { say('every figure has a source in reach'); return; }
      next.scrollIntoView({ block: 'center', behavior: scrolls() });
      next.focus({ preventScroll: true });
    };

    const filter = () => {
      const picked = (name) => new Set([...tools.querySelectorAll(`[name=${name}]:checked`)].map((i) => i.value));
      const families = picked('family'), severities = picked('severity'), rule = tools.elements.rule.value;
      const changed = new Map();
      notes ||= all('.note');
      for (const n of notes) {
        const [, family, severity] = n.classList;
        const fits = families.has(family) && severities.has(severity) && (!rule || ruleOf(n) === rule);
        if (fits !== n.hidden) continue;
        n.hidden = !fits;
        refOf(n).hidden = !fits;
        changed.set(number(n), !fits);
      }
      for (const m of all('mark')) if (changed.has(m.dataset.f)) m.classList.toggle('off', changed.get(m.dataset.f));
      for (const p of all('.heat path')) p.toggleAttribute('hidden', !families.has(p.classList[0]));
      if (current && current.hidden) letGo();
      placeAll();
      const n = shown().length;
      output.textContent = n === notes.length ? `${n} findings` : `${n} of ${notes.length} findings`;
      say(output.textContent);
    };

    root.addEventListener('click', (e) => {
      const ref = e.target.closest('a.r');
      const mark = e.target.closest('mark:not(.off)');
      const note = e.target.closest('.note');
      if (ref) {
        e.preventDefault();
        const note = document.getElementById(ref.hash.slice(1));
        select(note, note.querySelector('button'));
      } else if (e.target.closest('a')) return;
      else if (mark) select(part('n', mark.dataset.f));
      else if (note && !e.target.closest('p') && getSelection().isCollapsed) turn(note);
      else if (e.target.closest('.previous')) step(-1);
      else if (e.target.closest('.next')) step(1);
    });
    if (tools) {
      tools.addEventListener('change', (e) => { if (['family', 'severity', 'rule'].includes(e.target.name)) filter(); });
      tools.addEventListener('reset', () => setTimeout(filter));
    }
    root.addEventListener('change', (e) => { if (e.target.name === 'settled') root.classList.toggle('settles', e.target.checked); });
    for (const type of ['pointerover', 'focusin']) {
      root.addEventListener(type, (e) => { const q = e.target.closest('a.q'); if (q) arcs.show(q); });
    }
    for (const type of ['pointerout', 'focusout']) {
      root.addEventListener(type, (e) => { if (e.target.closest('a.q')) arcs.clear(); });
    }
    later(() => {
      const cells = root.querySelector('.strip');
      if (cells) roving(cells, (links) => links.filter((a) => a.offsetTop === links[0].offsetTop).length);
      const rows = root.querySelector('.heat .rows div');
      if (rows) roving(rows, () => 1);
    });

    return (key) => {
      if (!tools || !tools.elements.keys.checked) return key === 'Escape' && (letGo(), arcs.clear(), true);
      const act = {
        n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), f: nextOrphan,
        o: () => { if (current) turn(current); },
        Escape: () => { letGo(); arcs.clear(); },
      }[key];
      if (act) act();
      return Boolean(act);
    };
  };

  // Of several documents in one file the one that the address means is shown, and set up when it is first looked at.
  const many = document.body.classList.contains('many');
  const ready = new Map();
  let read;
  const open = () => {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const root = many ? target && target.closest('.edition') : document.querySelector('.edition');
    if (many && root !== read) {
      if (read) read.classList.remove('open');
      if (root) root.classList.add('open');
      document.body.classList.toggle('reads', Boolean(root));
      if (target) target.scrollIntoView(); else scrollTo(0, 0);
    }
    read = root;
    if (root && !ready.has(root)) ready.set(root, edition(root));
  };
  addEventListener('hashchange', open);
  addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input, select, textarea')) return;
    const keys = ready.get(read);
    if (keys && keys(e.key)) e.preventDefault();
  });
  open();

  // The index: found by name, put in order by any column.
  const table = document.querySelector('.documents');
  if (table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    for (const th of heads.filter((h) => h.dataset.key)) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...th.childNodes);
      th.append(button);
      button.addEventListener('click', () => {
        const down = th.ariaSort ? th.ariaSort === 'ascending' : th.cellIndex > 0;
        for (const h of heads) h.removeAttribute('aria-sort');
        th.ariaSort = down ? 'descending' : 'ascending';
        const i = th.cellIndex;
        const key = new Map(rows.map((r) => [r, i ? Number(r.cells[i].dataset.order) : r.cells[0].textContent]));
        rows.sort((a, b) => (i ? key.get(a) - key.get(b) : key.get(a).localeCompare(key.get(b))) * (down ? -1 : 1));
        body.append(...rows);
        say(`in order of ${th.dataset.key}, ${th.ariaSort}`);
      });
    }
    const form = document.querySelector('.find');
    form.elements.find.addEventListener('input', (e) => {
      const words = e.target.value.trim().toLowerCase();
      let n = 0;
      for (const r of rows) {
        r.hidden = !r.cells[0].textContent.toLowerCase().includes(words);
        if (!r.hidden) n++;
      }
      form.querySelector('output').textContent = words ? `${n} of ${rows.length}` : '';
      say(`${n} of ${rows.length} documents`);
    });
  }
})();
