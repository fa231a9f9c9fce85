package input

import (
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/reading"
)

// Proof is a picture of a receipt, or that there is none. Its value is the file as chat.File writes it, or NoProof.
type Proof struct{}

// NoProof is the answer of somebody who has no picture.
const NoProof = "none"

// Read takes a photo, or a picture or a PDF sent as a file; a video or a voice note is no proof.
func (p Proof) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	switch content := content.(type) {
	case chat.Media:
		file := content.File
		picture := content.Kind == chat.MediaPhoto ||
			content.Kind == chat.MediaDocument && (strings.HasPrefix(file.Type, "image/") || file.Type == "application/pdf")
		switch {
		case !picture:
			return dialogue.Reading{}
		case file.ID == "":
			return dialogue.Complain("input.proof", nil)
		}
		return dialogue.Read(file.String())
	case chat.Text:
		if picked, ok := c.Pick(content.Text, p.Choices(c)); ok {
			return picked
		}
		if answer := reading.YesNo(content.Text); answer == reading.No || answer == reading.NotYet {
			return dialogue.Read(NoProof)
		}
		return dialogue.Complain("input.proof", nil)
	}
	return dialogue.Reading{}
}

// Choices is the answer that there is none.
func (p Proof) Choices(c dialogue.Context) []dialogue.Choice {
	return []dialogue.Choice{{Value: NoProof, Label: p.Show(c, NoProof)}}
}

// Show says whether there is a picture.
func (Proof) Show(_ dialogue.Context, value string) chat.Arg {
	if value == NoProof {
		return chat.Message("input.proof.none")
	}
	return chat.Message("input.proof.sent")
}

// Examples are a photo, a PDF, and that there is none.
func (Proof) Examples(dialogue.Context) []dialogue.Example {
	photo := chat.Media{Kind: chat.MediaPhoto, File: chat.File{ID: "tg:AgAC", Type: "image/jpeg", Size: 4711}}
	paper := chat.Media{Kind: chat.MediaDocument, File: chat.File{ID: "tg:BQAC", Name: "struk.pdf", Type: "application/pdf"}}
	return append(typedAll("tidak ada", "blm"), dialogue.Example{Content: photo}, dialogue.Example{Content: paper})
}

// Messages are its label and its complaint.
func (Proof) Messages() []string {
	return []string{"input.proof", "input.proof.none", "input.proof.sent"}
}
