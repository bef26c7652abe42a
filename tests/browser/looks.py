"""What is wrong with the look of a page that is open: by axe in light and dark, and by its width."""

LOOK = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(found =>
  found.id + ": " + found.nodes.map(node => node.target.join(" ") + " " + node.failureSummary).join(" | "))"""
AGAIN = LOOK.replace("{resultTypes", '{runOnly: ["color-contrast"], resultTypes')
"""In dark only colors differ."""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = box => { for (let at = box; at; at = at.parentElement)
    if (["auto", "scroll", "hidden"].includes(getComputedStyle(at).overflowX)) return true; return false; };
  const wide = [...document.body.querySelectorAll("*")].filter(
    box => box.getBoundingClientRect().right > width + 1 && !scrolls(box));
  return ["page " + document.documentElement.scrollWidth,
    ...wide.slice(0, 3).map(box => box.outerHTML.slice(0, 120))];
}"""
"""What is wider than the window; nothing of a box that scrolls by itself."""


def wrong_by_axe(page, name):
    """Return what axe finds on a page that loaded its script, by name and scheme."""
    found = {}
    for scheme, script in (("light", LOOK), ("dark", AGAIN)):
        page.emulate_media(color_scheme=scheme)
        if wrong := page.evaluate(script):
            found[f"{name} ({scheme})"] = wrong
    return found
