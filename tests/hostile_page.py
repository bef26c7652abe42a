"""An archived page that tries everything: `HOSTILE.format(base=…)`, whose every address leads to `base`.

A page without a sandbox would send some forty requests and change its title.
"""

HOSTILE = """<!doctype html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src *; script-src * 'unsafe-inline' 'unsafe-eval'; sandbox allow-scripts allow-top-navigation">
<meta http-equiv="refresh" content="0; url={base}/refresh">
<base href="{base}/base/" target="_top">
<title>Before</title>
<link rel="stylesheet" href="{base}/sheet.css"><link rel="prefetch" href="{base}/prefetch">
<link rel="preload" as="image" href="{base}/preload"><link rel="modulepreload" href="{base}/module.js">
<link rel="dns-prefetch" href="{base}/"><link rel="preconnect" href="{base}/">
<link rel="icon" href="{base}/icon.png"><link rel="manifest" href="{base}/manifest"><link rel="prerender" href="{base}/prerender">
<script type="speculationrules">{{"prerender": [{{"source": "list", "urls": ["{base}/speculated"]}}]}}</script>
<style>@import url("{base}/import.css"); @font-face {{ font-family: f; src: url("{base}/font.woff2"); }}
body {{ background: url("{base}/background.png"); font-family: f; cursor: url("{base}/cursor.cur"), auto; }}
li {{ list-style-image: url("{base}/list.png"); }} p::before {{ content: url("{base}/before.png"); }}</style>
<script>document.title = "RAN"; fetch("{base}/fetch"); top.location = "{base}/top"; new WebSocket("{base}/socket");</script>
<script src="{base}/script.js"></script>
</head><body onload="document.title='RAN'; new Image().src='{base}/onload'" background="{base}/body.png">
<h1>Somebody</h1><p>Text of a page</p>
<img src="{base}/image.png" onerror="fetch('{base}/onerror')" srcset="{base}/set.png 2x" alt="A map">
<picture><source srcset="{base}/picture.png"><img src="x" onerror="document.title='RAN'" alt=""></picture>
<svg onload="fetch('{base}/svg')"><image href="{base}/svgimage.png"/><use href="{base}/use.svg#a"/><script>fetch("{base}/svgscript")</script></svg>
<math><mtext><img src="{base}/math.png" onerror="1"></mtext></math>
<iframe src="{base}/frame"></iframe><iframe srcdoc="<script>parent.document.title='RAN'</script><img src='{base}/srcdoc'>"></iframe>
<object data="{base}/object"></object><embed src="{base}/embed"><applet code="{base}/applet"></applet>
<video src="{base}/video" poster="{base}/poster" autoplay></video><audio src="{base}/audio" autoplay></audio>
<track src="{base}/track"><input type="image" src="{base}/input.png">
<form id="f" action="{base}/form" method="post" target="_top"><input name="a" value="b" autofocus onfocus="this.form.submit()"><button>Send</button></form>
<a id="top" href="{base}/link" target="_top" ping="{base}/ping">Link to the top</a>
<a id="self" href="{base}/self">Link</a><a href="javascript:document.title='RAN'">Run</a>
<ul><li style="background: url('{base}/style.png')">Item</li></ul>
<template><img src="{base}/template.png"></template><noscript><img src="{base}/noscript.png"></noscript>
<details open ontoggle="fetch('{base}/toggle')"><summary>More</summary></details>
<dialog open><img src="{base}/dialog.png"></dialog><portal src="{base}/portal"></portal>
<frameset><frame src="{base}/frameset"></frameset>
</body></html>"""  # noqa: E501
