package dialogue_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"jagaetam/internal/chat"
)

// texts is a catalogue of two languages: message by key by language, placeholders in braces.
type texts map[string]map[string]string

// catalogue reads lines of the form "key: in Indonesian / in English".
func catalogue(lines string) texts {
	c := texts{"id": {}, "en": {}}
	for line := range strings.Lines(lines) {
		key, both, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		c["id"][key], c["en"][key], _ = strings.Cut(both, " / ")
	}
	return c
}

// without is the catalogue less one message in one language.
func (c texts) without(lang, key string) texts { return c.with(lang, key, "") }

// with is the catalogue with one message in one language written otherwise.
func (c texts) with(lang, key, text string) texts {
	changed := texts{"id": maps.Clone(c["id"]), "en": maps.Clone(c["en"])}
	changed[lang][key] = text
	if text == "" {
		delete(changed[lang], key)
	}
	return changed
}

func (c texts) Languages() []string { return []string{"id", "en"} }

func (c texts) Has(lang, key string) bool { return c[lang][key] != "" }

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

func (c texts) Placeholders(lang, key string) []string {
	var names []string
	for _, found := range placeholder.FindAllStringSubmatch(c[lang][key], -1) {
		names = append(names, found[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (c texts) Arg(lang string, arg chat.Arg, _ func(string) string) (string, error) {
	if arg.Key == "" {
		return arg.Text, nil
	}
	text := c[lang][arg.Key]
	if text == "" {
		return "", fmt.Errorf("message %q is missing in %s", arg.Key, lang)
	}
	for _, name := range c.Placeholders(lang, arg.Key) {
		value, ok := arg.Args[name]
		if !ok {
			return "", fmt.Errorf("message %q: its placeholder %s is not filled", arg.Key, name)
		}
		written, err := c.Arg(lang, value, nil)
		if err != nil {
			return "", err
		}
		text = strings.ReplaceAll(text, "{"+name+"}", written)
	}
	return text, nil
}

// machine are the messages of the machine itself.
const machine = `
again: Sudah kami terima. / We have that.
which: Yang mana? / Which one?
stumble: Ketik bantuan. / Type help.
doubt.accept.yes: Ya / Yes
doubt.accept.no: Belum, ketik ulang / No, once more
doubt.cancel.yes: Ya, batalkan / Yes, cancel
doubt.cancel.no: Tidak, lanjut / No, go on
doubt.restart.yes: Ya, dari awal / Yes, from the start
doubt.restart.no: Tidak, lanjutkan / No, go on with it
page.next: Lainnya / More
page.previous: Sebelumnya / Before
tap.stale: Tombol lama. / An old button.
tap.twice: Sudah. / Got it.
contact.share: Bagikan nomor / Share my number
surmise: Mungkin ini? / Is it this?
talk.gone: Layanan berubah. / This has changed.
talk.expired: Sudah terlalu lama. / Too long ago.
talk.nudge: {Talk} belum selesai. / {Talk} is not finished.
talk.resume: Lanjutkan {Talk} / Go on with {Talk}
talk.resumed: Kita lanjutkan {Talk}. / We go on with {Talk}.
talk.underway: {Talk} sedang berjalan. / {Talk} is under way.
talk.done: Selesai. / Done.
cancel.nothing: Tidak ada yang dibatalkan. / Nothing to cancel.
cancel.sure: Batalkan {Talk}? / Cancel {Talk}?
cancel.done: {Talk} dibatalkan. / {Talk} is cancelled.
restart.sure: Mulai {Talk} dari awal? / Start {Talk} again?
back.nothing: Tidak ada sebelumnya. / Nothing before.
back.start: Ini yang pertama. / This is the first.
unforeseen.command: Perintah tidak dikenal. / Unknown command.
unforeseen.text: Belum mengerti. / We did not understand.
unforeseen.identity: Nomor itu kami hapus. / We delete that number.
unforeseen.contact: Nomor belum perlu. / No number needed.
unforeseen.place: Lokasi tidak perlu. / No place needed.
unforeseen.photo: Foto tidak perlu. / No photo needed.
unforeseen.voice: Tidak bisa mendengar. / We cannot listen.
unforeseen.video: Tidak bisa melihat. / We cannot watch.
unforeseen.sticker: Stikernya bagus. / Nice sticker.
unforeseen.document: Berkas tidak perlu. / No file needed.
unforeseen.other: Tidak bisa membaca. / We cannot read that.
`
