/* Nothing here is needed: without it a town, a ZIP code or a name is typed whole, details are opened by hand,
   and a number is selected and copied by hand. */
(function () {
  "use strict";

  // Rounded to two decimals, a bit more than half a mile: enough to search around, too little to find a door.
  function rounded(degrees) {
    return (Math.round(degrees * 100) / 100).toFixed(2);
  }

  function useMyLocation(button) {
    var place = document.getElementById(button.getAttribute("data-fills"));
    var says = document.getElementById(button.getAttribute("aria-describedby"));
    button.addEventListener("click", function () {
      navigator.geolocation.getCurrentPosition(
        function (found) {
          place.value = rounded(found.coords.latitude) + ", " + rounded(found.coords.longitude);
          place.focus();
        },
        function () {
          says.textContent = button.getAttribute("data-failed");
          says.hidden = false;
          place.focus();
        },
        { maximumAge: 600000, timeout: 10000 }
      );
    });
    button.hidden = false;
  }

  if (navigator.geolocation) {
    document.querySelectorAll("button[data-fills]").forEach(useMyLocation);
  }

  // What a link leads to is opened, so that filters are one step away.
  function openPart(hash) {
    var part = document.getElementById(hash.slice(1));
    var details = part && part.querySelector(":scope > details");
    if (details) { details.open = true; }
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#']");
    if (link) { openPart(link.getAttribute("href")); }  // a link of an SVG has no hash
  });
  openPart(location.hash);

  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("main details:not([open])"));
    opened.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });

  function copies(button) {
    var words = button.firstChild, before = words.nodeValue;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(button.getAttribute("data-copy")).then(function () {
        words.nodeValue = button.getAttribute("data-done");
        setTimeout(function () { words.nodeValue = before; }, 4000);
      }, function () { button.hidden = true; });
    });
    button.setAttribute("aria-live", "polite");
    button.hidden = false;
  }

  // Only over https, or on this very machine.
  if (navigator.clipboard) {
    document.querySelectorAll("button[data-copy]").forEach(copies);
  }

  document.querySelectorAll("button[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
    button.hidden = false;
  });

  // Suggestions while a place or a name is typed: a combobox with a list (ARIA 1.2). What is typed goes to our own
  // site alone, and only from the second letter on; if no answer comes, the box stays the plain box it is.
  var WAIT = 150; // milliseconds after the last letter

  function suggests(input) {
    var form = input.form, list = made("div", "suggestions", input.id + "-suggestions");
    var says = made("p", "hidden", input.id + "-count"), options = [], at = -1, asked = 0, waits = null, running = null;

    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.getAttribute("data-list"));
    says.setAttribute("role", "status");
    input.insertAdjacentElement("afterend", list);
    list.insertAdjacentElement("afterend", says);
    input.parentNode.classList.add("suggesting");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocomplete", "off");

    function made(name, kind, id) {
      var element = document.createElement(name);
      element.className = kind;
      if (id) { element.id = id; }
      return element;
    }

    function text() { return input.value.trim(); }

    function stop() {
      clearTimeout(waits);
      if (running) { running.abort(); }
      running = null;
      asked += 1;
    }

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      point(-1);
    }

    function point(to) {
      if (options[at]) { options[at].element.setAttribute("aria-selected", "false"); }
      at = to;
      if (!options[at]) { input.removeAttribute("aria-activedescendant"); return; }
      options[at].element.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", options[at].element.id);
      options[at].element.scrollIntoView({ block: "nearest" });
    }

    function option(one, group) {
      var element = made("div", "suggestion", list.id + "-" + options.length), more = made("span", "more");
      element.setAttribute("role", "option");
      element.setAttribute("aria-selected", "false");
      element.textContent = one.words;
      if (one.more) {
        more.textContent = one.more;
        element.append(" ", more);
      }
      element.addEventListener("click", function () { choose(one); });
      options.push({ element: element, one: one });
      group.appendChild(element);
    }

    function show(answer) {
      options = [];
      at = -1;
      list.textContent = "";
      answer.groups.forEach(function (of, number) {
        var group = made("div", "group"), name = made("div", "name", list.id + "-of-" + number);
        group.setAttribute("role", "group");
        group.setAttribute("aria-labelledby", name.id);
        name.setAttribute("role", "presentation");
        name.textContent = of.name;
        group.appendChild(name);
        of.options.forEach(function (one) { option(one, group); });
        list.appendChild(group);
      });
      close();
      says.textContent = answer.says;
      if (options.length) {
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
        list.scrollTop = 0;
        makeRoom();
      }
    }

    // Above a phone's keyboard: the box goes up as far as the list needs, and never out of sight.
    function makeRoom() {
      var seen = window.visualViewport, low, room;
      if (!seen) { return; }
      low = list.getBoundingClientRect().bottom - seen.offsetTop - seen.height;
      room = input.getBoundingClientRect().top - seen.offsetTop - 40;
      if (low > 0 && room > 0) { window.scrollBy(0, Math.min(low + 8, room)); }
    }

    function ask() {
      var mine, what = new URLSearchParams();
      stop();
      if (text().length < 2) { says.textContent = ""; close(); return; }
      mine = asked;
      running = new AbortController();
      what.set(input.name, text());
      fetch(input.getAttribute("data-suggests") + "?" + what, { signal: running.signal, credentials: "omit" })
        .then(function (response) { return response.ok ? response.json() : null; })
        .then(function (answer) {
          if (answer && mine === asked && document.activeElement === input) { show(answer); }
        })
        .catch(function () { if (mine === asked) { close(); } });
    }

    function choose(one) {
      stop();
      close();
      says.textContent = "";
      if (one.goes) { window.location.assign(one.goes); return; }
      input.value = one.fill;
      input.focus();
    }

    input.addEventListener("input", function () {
      stop();
      point(-1);
      waits = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", function () { stop(); close(); });
    form.addEventListener("submit", function () { stop(); close(); });
    // A press on the list leaves the focus in the box, so that nothing closes before the choice.
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });

    input.addEventListener("keydown", function (event) {
      var key = event.key, count = options.length;
      if (event.isComposing || event.ctrlKey || event.metaKey) { return; }
      if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) {
          if (key === "ArrowDown") { ask(); }
        } else if (event.altKey) {
          if (key === "ArrowUp") { close(); }
        } else if (key === "ArrowDown") {
          point(at + 1 < count ? at + 1 : 0);
        } else {
          point(at > 0 ? at - 1 : count - 1);
        }
      } else if (key === "Enter" && !list.hidden && options[at]) {
        event.preventDefault();
        choose(options[at].one);
      } else if (key === "Escape") {
        if (!list.hidden) { event.preventDefault(); stop(); close(); } else if (input.value) { input.value = ""; says.textContent = ""; stop(); }
      } else if (key === "Home" || key === "End" || key === "ArrowLeft" || key === "ArrowRight") {
        point(-1);
      }
    });
  }

  if (window.fetch && window.AbortController && window.URLSearchParams) {
    document.querySelectorAll("input[data-suggests]").forEach(suggests);
  }
})();
