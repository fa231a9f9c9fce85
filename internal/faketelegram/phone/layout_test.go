package phone_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jagaetam/internal/faketelegram/phone"
)

func testNarrow(t *testing.T, browser context.Context) {
	w := newWorld(t, phone.Options{Restart: func() error { return nil }})
	p := w.open(browser, "", chromedp.EmulateViewport(360, 740))
	visible := `[...document.querySelectorAll('.phone, .inside')].filter(e => e.checkVisibility()).map(e => e.getAttribute('aria-label')).join()`
	for i, want := range []string{"HP Siti Aminah", "HP Adi Putra", "Di dalam"} {
		p.click(fmt.Sprintf(".tabs button:nth-child(%d)", i+1))
		p.wait(fmt.Sprintf("%s === %q", visible, want))
		if wide := read[int](p, "document.documentElement.scrollWidth"); wide > 360 {
			t.Errorf("%s is %d pixels wide on a screen of 360", want, wide)
		}
	}
	p.do(chromedp.Focus(chromedp.CSS(".tabs [aria-selected=true]")), chromedp.KeyEvent(kb.ArrowRight))
	p.wait(visible + " === 'HP Siti Aminah'")
	if small := read[[]string](p, `[...document.querySelectorAll('button, .switches label')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 36).map(e => e.outerHTML)`); len(small) > 0 {
		t.Errorf("too small to tap: %q", small)
	}
	p.click(in(siti, ".more"))
	p.do(chromedp.WaitVisible(chromedp.CSS(in(siti, ".offline"))))
}

func testKeyboardAlone(t *testing.T, browser context.Context) {
	_, p := started(t, browser)
	p.do(chromedp.Focus(chromedp.CSS(in(siti, ".inline .key"))), chromedp.KeyEvent(kb.Enter))
	p.wait(count(in(siti, ".toast:not([hidden])")) + " === 1")
	p.do(chromedp.Focus(chromedp.CSS(in(siti, ".open-attach"))), chromedp.KeyEvent(kb.Enter))
	p.wait("document.activeElement.textContent === 'Foto contoh'")
	p.do(chromedp.KeyEvent(kb.Escape))
	p.wait("document.activeElement.className.includes('open-attach')")
	if unnamed := read[[]string](p, `[...document.querySelectorAll('button, textarea, input')].filter(e => e.checkVisibility() && !(e.ariaLabel || e.textContent.trim() || e.labels?.[0]?.textContent)).map(e => e.outerHTML)`); len(unnamed) > 0 {
		t.Errorf("without a name for those who do not see: %q", unnamed)
	}
}

func testOnePhone(t *testing.T, browser context.Context) {
	w := newWorld(t, phone.Options{})
	p := w.open(browser, fmt.Sprintf("?hp=%d", adi))
	if got := read[string](p, "[...document.querySelectorAll('.phone')].map(e => e.id).join()"); got != fmt.Sprintf("hp-%d", adi) {
		t.Errorf("shown are %q", got)
	}
	p.wait("!document.querySelector('.inside').checkVisibility()")
}

func testWithout(t *testing.T, browser context.Context) {
	p := newWorld(t, phone.Options{}).open(browser, "")
	p.wait("document.querySelector('.inside').checkVisibility()")
	for _, selector := range []string{".restart", ".clock-control"} {
		if read[bool](p, fmt.Sprintf("document.querySelector(%q).checkVisibility()", selector)) {
			t.Errorf("%s is shown", selector)
		}
	}
}
