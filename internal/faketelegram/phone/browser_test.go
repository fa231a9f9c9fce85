package phone_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long a condition may take to come true before the test fails.
const patience = 15 * time.Second

// startBrowser starts the browser that the tests share. Without one they fail: the page cannot be tested otherwise.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 800))
	for _, flag := range []string{
		"no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync",
		"force-prefers-reduced-motion",
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	browser, leave := chromedp.NewContext(allocator)
	t.Cleanup(leave)
	if err := chromedp.Do(browser); err != nil {
		t.Fatalf("start Chromium, which these tests need (tools/prepare test installs it): %v", err)
	}
	return browser
}

// tab is the page in a tab of the browser.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// open opens the page in a tab of its own.
func (w *world) open(browser context.Context, query string, before ...chromedp.Action[chromedp.Void]) *tab {
	w.Helper()
	ctx, leave := chromedp.NewContext(browser)
	w.Cleanup(leave)
	p := &tab{w.T, ctx}
	if err := chromedp.Do(ctx); err != nil {
		w.Fatal(err)
	}
	p.do(before...)
	p.do(chromedp.Navigate(w.site.URL + "/" + query))
	p.wait(`document.querySelector('.phone')`)
	return p
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// read evaluates an expression in the page.
func read[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// wait waits until an expression is true in the page, looking before each frame. chromedp.Poll compiles its expression in
// the page, which the page's Content-Security-Policy forbids.
func (p *tab) wait(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	look := fmt.Sprintf(`new Promise(found => { const look = () => (%s) ? found(true) : requestAnimationFrame(look); look() })`, expression)
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](look, chromedp.EvalAwaitPromise)); err != nil {
		log, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.body.innerText`))
		p.t.Fatalf("wait for %s: %v; the page shows:\n%s", expression, err, log)
	}
}

func (p *tab) click(selector string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(selector)))
}

// write types a text into a person's phone and presses Enter.
func (p *tab) write(user int64, text string) {
	p.t.Helper()
	p.do(chromedp.SendKeys(chromedp.CSS(in(user, "textarea")), text+kb.Enter))
}

// in is a selector inside a person's phone.
func in(user int64, selector string) string { return fmt.Sprintf("#hp-%d %s", user, selector) }

// shows is true while a person's chat shows the text.
func shows(user int64, text string) string {
	return fmt.Sprintf("document.querySelector(%q).textContent.includes(%q)", in(user, ".log:not([hidden])"), text)
}

// count is the number of elements that the selector finds.
func count(selector string) string {
	return fmt.Sprintf("document.querySelectorAll(%q).length", selector)
}

// texts is what the messages of a person's chat say, oldest first.
func (p *tab) texts(user int64) []string {
	p.t.Helper()
	return read[[]string](p, fmt.Sprintf("[...document.querySelectorAll(%q)].map(e => e.textContent)", in(user, ".message .text")))
}

// quoted is the text as JavaScript writes it.
func quoted(text string) string {
	data, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(data)
}
