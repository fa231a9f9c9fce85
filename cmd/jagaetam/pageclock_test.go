package main

import (
	"fmt"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"jagaetam/internal/faketelegram/phone"
)

// TestPageClock moves the clock on the demo's page by thirty days and again, over the whole program: the telephone of one whose decree ends
// fills with what falls due meanwhile, each message on its morning.
func TestPageClock(t *testing.T) {
	start := time.Date(2026, time.November, 20, 1, 0, 0, 0, time.UTC)
	s, err := openStage(t.Context(), stageOptions{throwaway: true, now: start, say: func(line string) { t.Log(line) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	telephones := s.telephones()
	if err := s.seed(t.Context(), 0, telephones.Groups[0], func(string) {}); err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(phone.New(s.telegram, telephones))
	t.Cleanup(site.Close)
	p := openPage(t, site.URL, 1440, 900)
	p.do(chromedp.Click(chromedp.CSS(fmt.Sprintf("#hp-%d .start", coveredPhone))))
	said := fmt.Sprintf("(document.querySelector('#hp-%d .log')?.innerText ?? '')", coveredPhone)
	p.until(said + ".includes('Selamat datang')")
	for _, date := range []string{"20 Desember 2026", "19 Januari 2027"} {
		p.do(chromedp.Click(chromedp.CSS("[data-hours='720']")))
		p.until(fmt.Sprintf("document.querySelector('.clock-control time').textContent.includes(%q)", date))
	}
	p.until("document.querySelectorAll('.clock-control button:disabled').length === 0")
	for _, step := range []string{"30 hari lagi", "7 hari lagi", "2 hari lagi", "Januari 2027 belum dibayar", "hari ini, 15 Januari 2027"} {
		p.until(fmt.Sprintf("%s.includes(%q)", said, step))
	}
	if !p.evaluate(said + ".split('Kode resmi').length === 6") {
		t.Error("not each is there once")
	}
	if !p.evaluate(said + ".replace(/\\s+/g, ' ').search(/30 hari lagi.*7 hari lagi.*2 hari lagi.*belum dibayar.*hari ini, 15 Januari/) >= 0") {
		t.Error("they are not in order")
	}
	if !p.evaluate(said + ".includes('1 Desember') && " + said + ".includes('08.00')") {
		t.Error("they do not have their mornings")
	}
}
