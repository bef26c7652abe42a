"""Pages of our own that carry what challenges are known by, and ordinary pages that carry nearly the same."""

WORDS = "Everybody on this page is invented. Jordan Averwick PT treats people in Salida and does dry needling. " * 20


def page(title, body, head=""):
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


CHALLENGES = {
    "cloudflare": [
        page("Just a moment...", "<div id='cf'></div><script>window._cf_chl_opt={x: 1}</script>"),
        page("Just a moment...", "<noscript>Enable JavaScript</noscript>"),
        page("Attention Required! | Cloudflare", "<h1>Not for you</h1>"),
        page("No", "<div id='cf-error-details'><h1>Sorry, you have been blocked</h1></div>"),
    ],
    "turnstile": [
        page(
            "needling.test",
            "<p>Verify you are human</p><div class='cf-turnstile'></div>"
            "<script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>",
        )
    ],
    "hcaptcha": [
        page(
            "One more step", "<p>Prove you're not a machine</p><script src='https://js.hcaptcha.com/1/api.js'></script>"
        ),
    ],
    "recaptcha": [
        page("Stop", "<p>Are you a robot?</p><script src='https://www.google.com/recaptcha/api.js'></script>"),
        page("Sorry", "<p>Our systems have detected unusual traffic from your network.</p>"),
    ],
    "perimeterx": [
        page("Denied", "<div id='px-captcha'></div>"),
        page("Access to this page has been denied", "<script>window._pxAppId='PX0'</script>"),
    ],
    "datadome": [
        page(
            "needling.test",
            "<script>var dd={'rt':'c'}</script><script src='https://ct.captcha-delivery.com/c.js'></script>",
        ),
    ],
    "incapsula": [
        page("", "<iframe>Request unsuccessful. Incapsula incident ID: 0-0</iframe>"),
        page("", "<script src='/_Incapsula_Resource?x=1'></script>"),
    ],
    "akamai": [
        page(
            "Access Denied",
            "<h1>Access Denied</h1>You don't have permission to access it.<p>Reference&#32;&#35;0",
        ),
    ],
    "sucuri": [
        page("Sucuri WebSite Firewall - Access Denied", "<p>Block reason</p>"),
        page("You are being redirected", "<script>sucuri_cloudproxy_js='';</script>"),
    ],
    "aws_waf": [
        page("", "<script>window.awsWafCookieDomainList=[];AwsWafIntegration.getToken()</script>"),
    ],
    "browser_check": [page("Wait", "<p>Checking your browser before accessing needling.test</p>")],
    "login": [
        page("Log in", "<form method='post'><input name='log'><input name='pwd' type='password'></form>"),
        page("Members only", '<h1>Members area</h1><form><input class=x type="password"></form>'),
        page("Needling Society", "<h1 class='big'>Please sign in</h1><form><input type = 'password'></form>"),
    ],
}

ORDINARY = {
    "a contact form with a captcha": page(
        "Contact us",
        "<p>We answer within a day.</p><form><div class='g-recaptcha'></div><button>Send</button></form>"
        "<script src='https://www.google.com/recaptcha/api.js' async defer></script>",
    ),
    "a contact form with another captcha": page(
        "Write to us",
        "<form><textarea></textarea><div class='h-captcha'></div></form><script src='https://js.hcaptcha.com/1/api.js'></script>",
    ),
    "a newsletter with a third one": page(
        "News", f"<p>{WORDS}</p><script src='https://challenges.cloudflare.com/turnstile/v0/api.js'></script>"
    ),
    "a directory with a login for members above it": page(
        "Find a provider",
        f"<form action='/login'><input name='u'><input type='password'><button>Log in</button></form><p>{WORDS}</p>",
    ),
    "a short directory with a login for members above it": page(
        "Find a provider",
        "<form action='/login'><input type='password'><button>Log in</button></form><p>Jordan Averwick PT</p>",
    ),
    "a link for members": page("Providers", "<a href='/login'>Members log in</a><p>Jordan Averwick PT, Salida</p>"),
    "a directory whose protection adds its script": page(
        "Providers",
        f"<p>{WORDS}</p><script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
        "<script src='/_Incapsula_Resource?x=1'></script><script src='https://js.datadome.co/tags.js'></script>",
    ),
    "an article about challenges": page(
        "What a captcha is",
        f"<p>{WORDS}</p><p>Some pages say: checking your browser before accessing. Others have a px-captcha, or tell "
        "of an Incapsula incident ID.</p>",
    ),
    "a page that says access denied and means its staff room": page(
        "House rules", "<p>Access denied: the staff room is not for patients.</p>"
    ),
    "a fax about passwords": page("Portal", "<h1>Patient portal</h1><p>Ask us for your password by phone.</p>"),
}
