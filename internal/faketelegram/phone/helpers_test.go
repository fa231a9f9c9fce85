package phone_test

import (
	"fmt"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jagaetam/internal/faketelegram/phone"
)

func phoneOptions() phone.Options { return phone.Options{} }

func (p *tab) click(selector string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(selector)))
}

func (p *tab) write(user int64, text string) {
	p.t.Helper()
	p.do(chromedp.SendKeys(chromedp.CSS(in(user, "textarea")), text+kb.Enter))
}

func shows(user int64, text string) string {
	return fmt.Sprintf("document.querySelector(%q).innerText.includes(%q)", in(user, ".log"), text)
}
