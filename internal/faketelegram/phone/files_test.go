package phone_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/png" // of the card and the screenshots
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"jagaetam/internal/faketelegram/phone"
)

// upload sends a file as bots do.
func (b *robot) upload(method, field, name string, data []byte, p params) {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for key, value := range p {
		_ = form.WriteField(key, fmt.Sprint(value))
	}
	part, err := form.CreateFormFile(field, name)
	if err != nil {
		b.t.Fatal(err)
	}
	_, _ = part.Write(data)
	_ = form.Close()
	answer, err := b.client.Post(b.base+method, form.FormDataContentType(), &body)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(answer.Body)
		b.t.Fatalf("%s: %s", method, text)
	}
}

// card is a picture with a QR code in it.
func card(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/card.png")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// screenshot is what the element looks like.
func (p *tab) screenshot(selector string) image.Image {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	data, err := chromedp.Run(ctx, chromedp.Screenshot(chromedp.CSS(selector)))
	if err != nil {
		p.t.Fatal(err)
	}
	if folder := os.Getenv("SCREENSHOTS"); folder != "" {
		name := strings.NewReplacer("/", " ", "#", "").Replace(p.t.Name() + " " + selector + ".png")
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			p.t.Fatal(err)
		}
	}
	shot, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		p.t.Fatal(err)
	}
	return shot
}

func testPictures(t *testing.T, browser context.Context) {
	w := newWorld(t, phone.Options{})
	w.robot.wake()
	p := w.open(browser, fmt.Sprintf("?hp=%d", siti), chromedp.EmulateViewport(360, 740))
	p.click(in(siti, ".start"))
	p.wait(shows(siti, "Selamat datang"))
	w.robot.upload("sendPhoto", "photo", "card.png", card(t), params{"chat_id": siti, "caption": "Tunjukkan kode ini kepada petugas."})
	p.wait(fmt.Sprintf("document.querySelector(%q)?.naturalWidth === 1080", in(siti, ".photo")))
	p.wait(shows(siti, "Tunjukkan kode ini"))
	p.screenshot(in(siti, ".screen"))

	enlarged := in(siti, ".enlarged:not([hidden])")
	p.click(in(siti, ".enlarge"))
	p.wait(fmt.Sprintf("document.querySelector(%q)?.complete", enlarged+" img"))
	bitmap, err := gozxing.NewBinaryBitmapFromImage(p.screenshot(in(siti, ".enlarged")))
	if err != nil {
		t.Fatal(err)
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	if read, err := qrcode.NewQRCodeReader().Decode(bitmap, hints); err != nil || read.GetText() != "https://t.me/jagaetam_contoh_bot?start=klaim-ABC123" {
		t.Errorf("the code on the screen reads %v: %v", read, err)
	}
	if wide := read[int](p, "document.documentElement.scrollWidth"); wide > 360 {
		t.Errorf("the page is %d pixels wide on a screen of 360", wide)
	}
	p.do(chromedp.KeyEvent(kb.Escape))
	p.wait(count(enlarged) + " === 0 && document.activeElement.className === 'enlarge'")
	p.click(in(siti, ".enlarge"))
	p.click(enlarged)
	p.wait(count(enlarged) + " === 0")
}

func testFiles(t *testing.T, browser context.Context) {
	w := newWorld(t, phone.Options{})
	w.robot.wake()
	p := w.open(browser, fmt.Sprintf("?hp=%d", siti), chromedp.EmulateViewport(360, 740))
	p.click(in(siti, ".start"))
	p.wait(shows(siti, "Selamat datang"))
	p.wait(shows(siti, "Selamat datang"))
	const long = "hasil-pemeriksaan-kecamatan-muara-badak-november-2026-é.xlsx"
	w.robot.upload("sendDocument", "document", long, bytes.Repeat([]byte("PK\x03\x04"), 900_000), params{"chat_id": siti, "caption": "Hasil"})
	p.wait(shows(siti, long+"3,4 MB"))
	got := read[string](p, fmt.Sprintf(`(() => { const a = document.querySelector(%q); return a.download + " " + new URL(a.href).pathname })()`, in(siti, "a.file")))
	name, address, _ := strings.Cut(got, " ")
	answer, err := http.Get(w.site.URL + address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil || name != long || len(data) != 3_600_000 || answer.Header.Get("Content-Disposition") != "attachment" {
		t.Errorf("%q gives %d bytes, %v: %v", got, len(data), answer.Header, err)
	}

	sheet := filepath.Join(t.TempDir(), "daftar pekerja.xlsx")
	if err := os.WriteFile(sheet, []byte("PK\x03\x04 a sheet"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.SendKeys(chromedp.CSS(in(siti, "textarea")), "daftar desa"))
	p.do(chromedp.SetUploadFiles(chromedp.CSS(in(siti, ".choose-file")), []string{sheet}, chromedp.NodeReady))
	p.wait(count(in(siti, "[data-state=taken] a.file")) + " === 1")
	p.click(in(siti, ".open-attach"))
	p.screenshot(in(siti, ".screen"))
	p.click(in(siti, ".attach li:nth-child(3) button"))
	p.wait(count(in(siti, "[data-state=taken] a.file")) + " === 2")
	var sent []string
	for _, m := range w.server.Person(siti).Chat().Messages() {
		if m.Document != nil && !m.From.IsBot {
			data, kind, _ := w.server.File(m.Document.FileID)
			sent = append(sent, fmt.Sprintf("%s %s %d %s", m.Document.FileName, kind, len(data), m.Caption))
		}
	}
	want := []string{"daftar pekerja.xlsx application/vnd.openxmlformats-officedocument.spreadsheetml.sheet 12 daftar desa", "contoh.txt text/plain 58 "}
	if fmt.Sprint(sent) != fmt.Sprint(want) {
		t.Errorf("%q", sent)
	}
	if wide := read[int](p, "document.documentElement.scrollWidth"); wide > 360 {
		t.Errorf("the page is %d pixels wide on a screen of 360", wide)
	}
}
