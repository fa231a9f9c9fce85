package main

import (
	"context"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"jagaetam/internal/faketelegram/phone"
)

// screenshots names a folder that TestPage puts pictures of the page into; docs/images has them.
var screenshots = flag.String("screenshots", "", "a `folder` for pictures of the demo's page")

const pageSiti = 6402001

// TestPage registers a worker in a real browser on the demo's page, over the whole program. The service is killed from the page in
// the middle of it.
func TestPage(t *testing.T) {
	s, err := openStage(t.Context(), stageOptions{throwaway: true, say: func(line string) { t.Log(line) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.close)
	site := httptest.NewServer(phone.New(s.telegram, s.telephones()))
	t.Cleanup(site.Close)
	p := openPage(t, site.URL, 1440, 900)
	p.click(".start")
	p.wait("Selamat datang")
	p.tap("Daftar bantuan iuran")
	p.wait("Setuju?")
	p.tap("Setuju")
	for _, step := range []struct{ asked, answer string }{
		{"Ketik NIK", "6402 0652 0585 9OO1"}, // the letter O for a zero, as people type
		{"Nama lengkap", "Siti Nur'aini"},
		{"Tanggal lahir", "12 mei 85"},
		{"kecamatan", "tengarong"},
		{"Desa atau kelurahan", "melayu"},
		{"RT dan RW", "3/1"},
		{"Alamatnya", "Jl. Pesut Gg. 5"},
	} {
		p.wait(step.asked)
		p.write(step.answer)
	}
	if p.shows("6402 0652") {
		t.Error("the message with the NIK stands in the chat still")
	}
	p.wait("Nomor HP yang")
	p.do(chromedp.Click(chromedp.CSS(".restart")))
	p.do(chromedp.Click(chromedp.CSS(fmt.Sprintf("#hp-%d .keyboard .key", pageSiti))))
	p.do(chromedp.Click(chromedp.CSS(fmt.Sprintf("#hp-%d .dialog button:last-child", pageSiti))))
	p.wait("milik siapa")
	p.tap("Milik sendiri")
	p.wait("pekerjaan utama")
	p.picture("demo-desktop.png")
	p.tap("Petani")
	p.wait("biasanya bekerja")
	p.write("sawah di Rempanga")
	p.wait("penghasilan rata-rata")
	p.write("1,5jt")
	p.wait("peserta BPJS")
	p.write("blm")
	p.wait("ASN, TNI")
	p.tap("Bukan semuanya")
	p.wait("Mohon diperiksa")
	p.tap("Kirim")
	p.wait("JE-000001-3")
	phone := openPage(t, fmt.Sprintf("%s/?hp=%d", site.URL, pageSiti), 390, 780)
	phone.wait("JE-000001-3")
	phone.picture("demo-phone.png")
}

// page is the demo's page in a browser, as far as Siti's telephone goes.
type page struct {
	t   *testing.T
	ctx context.Context
}

func openPage(t *testing.T, address string, width, height int) *page {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(width, height))
	for _, flag := range []string{
		"no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync",
		"hide-scrollbars", "force-prefers-reduced-motion",
	} {
		options = append(options, chromedp.Flag(flag, true))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, leave := chromedp.NewContext(allocator)
	t.Cleanup(leave)
	p := &page{t, ctx}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium, which this test needs (tools/prepare test installs it): %v", err)
	}
	p.do(chromedp.EmulateViewport(int64(width), int64(height)), chromedp.Navigate(address))
	return p
}

func (p *page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// evaluate evaluates an expression or awaits a promise in the page.
func (p *page) evaluate(expression string) bool {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 30*time.Second)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		text, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.body.innerText`))
		p.t.Fatalf("%s: %v; the page shows:\n%s", expression, err, text)
	}
	return got
}

// until awaits that an expression becomes true.
func (p *page) until(expression string) {
	p.t.Helper()
	p.evaluate(fmt.Sprintf(`new Promise(found => { const look = () => (%s) ? found(true) : requestAnimationFrame(look); look() })`, expression))
}

func (p *page) log() string { return fmt.Sprintf("document.querySelector('#hp-%d .log')", pageSiti) }

// wait waits until the chat shows a text.
func (p *page) wait(text string) {
	p.t.Helper()
	p.until(fmt.Sprintf("%s?.textContent.includes(%q)", p.log(), text))
}

func (p *page) shows(text string) bool {
	p.t.Helper()
	return p.evaluate(fmt.Sprintf("%s.textContent.includes(%q)", p.log(), text))
}

func (p *page) click(selector string) {
	p.t.Helper()
	p.do(chromedp.Click(chromedp.CSS(fmt.Sprintf("#hp-%d %s", pageSiti, selector))))
}

// tap taps the button with the label under a message.
func (p *page) tap(label string) {
	p.t.Helper()
	keys := fmt.Sprintf("[...document.querySelectorAll('#hp-%d .inline .key')]", pageSiti)
	p.until(fmt.Sprintf("%s.some(key => key.textContent.trim() === %q)", keys, label))
	p.evaluate(fmt.Sprintf("%s.findLast(key => key.textContent.trim() === %q).click() || true", keys, label))
}

// write types a text and presses Enter.
func (p *page) write(text string) {
	p.t.Helper()
	p.do(chromedp.SendKeys(chromedp.CSS(fmt.Sprintf("#hp-%d textarea", pageSiti)), text+kb.Enter))
}

// picture keeps a picture of the page where that is asked for.
func (p *page) picture(name string) {
	p.t.Helper()
	if *screenshots == "" {
		return
	}
	shot, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*screenshots, name), shot, 0o644); err != nil {
		p.t.Fatal(err)
	}
}
