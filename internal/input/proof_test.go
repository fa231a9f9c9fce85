package input_test

import (
	"testing"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

var proof = asking{accept: input.Proof{}}

func TestProofIsAPictureOfAReceipt(t *testing.T) {
	photo := chat.File{ID: "tg:AgAC", Type: "image/jpeg", Size: 4711}
	paper := chat.File{ID: "tg:BQAC", Name: "struk é 1.pdf", Type: "application/pdf"}
	for name, test := range map[string]struct {
		media chat.Media
		want  string
	}{
		"a photo":            {chat.Media{Kind: chat.MediaPhoto, File: photo}, photo.String()},
		"a PDF":              {chat.Media{Kind: chat.MediaDocument, File: paper}, paper.String()},
		"a picture, as file": {chat.Media{Kind: chat.MediaDocument, File: photo}, photo.String()},
	} {
		read := proof.read(t, test.media, record.Facts{})
		if file, ok := chat.ParseFile(read.Value); read.Value != test.want || !ok || file != test.media.File {
			t.Errorf("%s is read as %+v", name, read)
		}
	}
	for name, media := range map[string]chat.Media{
		"a table":      {Kind: chat.MediaDocument, File: chat.File{ID: "tg:BQAC", Type: "text/csv"}},
		"a voice note": {Kind: chat.MediaVoice, File: photo},
		"a video":      {Kind: chat.MediaVideo, File: photo},
	} {
		if read := proof.read(t, media, record.Facts{}); !read.None() {
			t.Errorf("%s is read as %+v", name, read)
		}
	}
	if read := proof.read(t, chat.Media{Kind: chat.MediaPhoto}, record.Facts{}); read.Complaint == nil {
		t.Errorf("a photo that cannot be had is read as %+v", read)
	}
}

func TestProofMayBeMissing(t *testing.T) {
	proof.reads(t, map[string]string{
		"Tanpa foto": input.NoProof, "tidak ada": input.NoProof, "ga ada pak": input.NoProof, "blm": input.NoProof, "kada": input.NoProof,
		"1": input.NoProof, "No photo": input.NoProof, "hilang": input.NoProof,
	})
	for _, text := range []string{"sudah", "iya ada", "Indomaret", "16.800"} {
		if read := proof.read(t, chat.Text{Text: text}, record.Facts{}); read.Complaint == nil {
			t.Errorf("%q is read as %+v", text, read)
		}
	}
}

// The choices of the moment are what can be answered, typed or tapped.
func TestAmong(t *testing.T) {
	months := input.Among{List: func(dialogue.Context) []dialogue.Choice {
		return []dialogue.Choice{
			{Value: "2026-12", Label: chat.Month(month(2026, 12))}, {Value: "2027-01", Label: chat.Month(month(2027, 1))},
			{Value: "several", Label: chat.Message("paid.month.several")},
		}
	}}
	asking{accept: months}.reads(t, map[string]string{
		"Desember 2026": "2026-12", "desember": "2026-12", "des": "2026-12", "January 2027": "2027-01", "2": "2027-01",
		"beberapa": "several", "yang terakhir": "several",
	})
	if read := (asking{accept: months.Without("several")}).read(t, chat.Text{Text: "beberapa"}, record.Facts{}); read.Complaint == nil {
		t.Errorf("a choice that was left out is read as %+v", read)
	}
	if read := (asking{accept: months}).read(t, chat.Media{Kind: chat.MediaPhoto}, record.Facts{}); !read.None() {
		t.Errorf("a photo is read as %+v", read)
	}
}

func month(year, m int) civil.Month { return civil.Month{Year: year, Month: time.Month(m)} }
