/* Nothing here is needed: without it a town or a ZIP code is typed, and details are opened by hand,
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
})();
