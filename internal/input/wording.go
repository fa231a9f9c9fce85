package input

import (
	"strings"

	"jagaetam/internal/chat"
	"jagaetam/internal/dialogue"
)

// Wording is a text that is passed on to others as it was typed, lines and all.
type Wording struct {
	// Wrong says what is wrong with a text, a message for each mistake, and Says are their keys. Key is what they are told under, with Wrong.
	Wrong func(c dialogue.Context, text string) []chat.Arg
	Says  []string
	Key   string
	// Sample is a text that nothing is wrong with.
	Sample string
	// Without, where set, is the label of the answer NoWording: that there is to be no such text.
	Without string
}

// NoWording is the answer that there is to be no such text.
const NoWording = "none"

// OwnWords is true: a broadcast may ask something.
func (Wording) OwnWords() bool { return true }

// Read takes a text that nothing is wrong with.
func (w Wording) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	typed, ok := content.(chat.Text)
	if !ok {
		return dialogue.Reading{}
	}
	text := strings.TrimSpace(typed.Text)
	if picked, ok := c.Pick(text, w.Choices(c)); ok && !strings.Contains(text, "\n") {
		return picked
	}
	if wrong := w.Wrong(c, text); len(wrong) > 0 {
		return dialogue.Complain(w.Key, chat.Args{"Wrong": chat.Lines(wrong...)})
	}
	return dialogue.Read(text)
}

// Choices is the answer that there is to be none, where that is one.
func (w Wording) Choices(dialogue.Context) []dialogue.Choice {
	if w.Without == "" {
		return nil
	}
	return []dialogue.Choice{{Value: NoWording, Label: chat.Message(w.Without)}}
}

// Show is the text.
func (w Wording) Show(_ dialogue.Context, value string) chat.Arg {
	if value == NoWording && w.Without != "" {
		return chat.Message(w.Without)
	}
	return chat.Literal(value)
}

// Examples are a text and, where it is one, the answer that there is to be none.
func (w Wording) Examples(c dialogue.Context) []dialogue.Example {
	return append(typedAll(w.Sample), examplesOf(w.Choices(c))...)
}

// Messages are its label and its complaints.
func (w Wording) Messages() []string {
	all := append([]string{w.Key}, w.Says...)
	if w.Without != "" {
		all = append(all, w.Without)
	}
	return all
}

// Photo is a picture to be shown to others, or that there is to be none. Its value is the File.ID, or NoPhoto.
type Photo struct{}

// NoPhoto is the answer that there is to be no picture.
const NoPhoto = "none"

// Read takes a photo. A picture that is sent as a file cannot be shown as one.
func (p Photo) Read(c dialogue.Context, content chat.Content) dialogue.Reading {
	switch content := content.(type) {
	case chat.Media:
		switch {
		case content.Kind == chat.MediaPhoto && content.File.ID != "":
			return dialogue.Read(content.File.ID)
		case content.Kind == chat.MediaDocument:
			return dialogue.Complain("input.photo.file", nil)
		}
	case chat.Text:
		if picked, ok := c.Pick(content.Text, p.Choices(c)); ok {
			return picked
		}
		return dialogue.Complain("input.photo", nil)
	}
	return dialogue.Reading{}
}

// Choices is the answer that there is none.
func (p Photo) Choices(c dialogue.Context) []dialogue.Choice {
	return []dialogue.Choice{{Value: NoPhoto, Label: p.Show(c, NoPhoto)}}
}

// Show says whether there is one.
func (Photo) Show(_ dialogue.Context, value string) chat.Arg {
	if value == NoPhoto {
		return chat.Message("input.photo.none")
	}
	return chat.Message("input.photo.sent")
}

// Examples are a photo, and that there is none.
func (Photo) Examples(dialogue.Context) []dialogue.Example {
	photo := chat.Media{Kind: chat.MediaPhoto, File: chat.File{ID: "tg:AgAC", Type: "image/jpeg", Size: 4711}}
	return append(typedAll("tanpa gambar"), dialogue.Example{Content: photo})
}

// Messages are its labels and its complaints.
func (Photo) Messages() []string {
	return append(keys("input.photo", "none", "sent", "file"), "input.photo")
}
