package telegram

import (
	"encoding/json"

	"jagaetam/internal/chat"
)

// attachment is a file in a message. That it is there counts even where it is described in a way that this version cannot read.
type attachment struct {
	there bool
	file  chat.File
}

// UnmarshalJSON makes it a json.Unmarshaler.
func (a *attachment) UnmarshalJSON(raw []byte) error {
	var d described
	a.there = string(raw) != "null"
	if json.Unmarshal(raw, &d) == nil {
		a.file = d.as("")
	}
	return nil
}

// photo is a picture in the sizes that Telegram makes of it, all of them JPEG.
type photo struct{ attachment }

// UnmarshalJSON makes it a json.Unmarshaler. Of the sizes it takes the largest.
func (p *photo) UnmarshalJSON(raw []byte) error {
	var sizes []described
	p.there = string(raw) != "null"
	if json.Unmarshal(raw, &sizes) != nil {
		return nil
	}
	most := -1
	for _, size := range sizes {
		if size.Width*size.Height > most {
			most, p.file = size.Width*size.Height, size.as("image/jpeg")
		}
	}
	return nil
}

// described is what is read of a file's description, which is much the same for all kinds
// (https://core.telegram.org/bots/api#document, https://core.telegram.org/bots/api#photosize).
type described struct {
	ID     string `json:"file_id"`
	Name   string `json:"file_name"`
	Type   string `json:"mime_type"`
	Size   int64  `json:"file_size"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// as is the file, of that type where Telegram names none; the zero File where it has no id, by which alone it can be had.
func (d described) as(mime string) chat.File {
	if d.ID == "" {
		return chat.File{}
	}
	if d.Type != "" {
		mime = d.Type
	}
	return chat.File{ID: fileName(d.ID), Name: d.Name, Type: mime, Size: max(d.Size, 0)}
}

// fileName is a file as the rest of the program knows it.
func fileName(id string) string { return platform + ":" + id }
