// Package chat has the words every platform is translated into: who speaks, what arrived, what should be said.
//
// A platform (bot/telegram is the first) decodes what it receives into Incoming and renders Answer; nothing between the two
// knows which platform it was.
package chat

import "time"

// Incoming is one thing that arrived from a person, or that fell due in a chat.
type Incoming struct {
	// Key names the delivery: whatever is delivered again has the same key. It is opaque and unique over all platforms.
	Key string
	// Chat names the conversation: the platform, a colon, and the platform's own id, such as "tg:4711".
	Chat string
	// From is who speaks.
	From Person
	// At is when the person sent it, by the platform's clock.
	At time.Time
	// Message is the platform's name for the message: the one that was sent, or the one whose button was tapped.
	Message string
	// Reply is the platform's name for the message that this one answers; empty where it answers none.
	Reply string
	// Group says that Chat is a group, and Topic names the thread in it; empty is the thread that every group has.
	Group bool
	Topic string
	// Content is what arrived.
	Content Content
}

// Person is an account on a platform. Names are left out on purpose: nobody needs them to answer.
type Person struct {
	// ID is the platform, a colon, and the platform's own id, such as "tg:4711".
	ID string
	// Language is the platform's hint, an IETF tag such as "id" or "en-GB"; it may be empty.
	Language string
}

// Content is what arrived: one of Text, Command, Tap, Contact, Media, Place, Edited, Reach, Due and, in groups, Moved, Standing and Left.
type Content interface{ content() }

type (
	// Text is what a person typed.
	Text struct{ Text string }

	// Command is a word after a slash, without the slash and in lower case, and what followed it.
	Command struct{ Name, Payload string }

	// Tap is a button pressed. Press is the zero Press where what the button carried is not ours or not whole.
	Tap struct {
		// Query is the platform's name for the tap, by which it wants to be answered.
		Query string
		Press Press
	}

	// Contact is a phone number shared from the person's address book.
	Contact struct {
		Phone string
		// Own is true only if the platform vouches that the number is the sender's.
		Own bool
	}

	// Media is something that is neither words nor a number.
	Media struct {
		Kind MediaKind `json:"kind"`
		// File is what was sent; the zero File where the kind has none, such as a poll.
		File File `json:"file,omitzero"`
		// Caption is what the person wrote under it.
		Caption string `json:"caption,omitempty"`
	}

	// Place is a position on the map, in degrees.
	Place struct {
		Latitude  float64 `json:"latitude"`
		Longitude float64 `json:"longitude"`
	}

	// Reach says that from now on the person can be written to, or no longer: he blocked the bot, or took it back.
	Reach struct{ Reachable bool }

	// Edited is a new wording of an earlier message, or of what was written under it. Incoming.Message names it.
	Edited struct{ Text string }

	// Moved says that the group goes on under another name: a basic group that became a supergroup.
	Moved struct{ To string }

	// Standing is what the bot may do in the group from now on.
	Standing struct {
		Member bool // it is in the group
		Topics bool // it may open, close and name topics
	}

	// Left says that a person is no longer in the group.
	Left struct{ Who string }

	// Due is no message of the person's: the time that a turn asked to be woken at has come.
	Due struct{}
)

// File is something that a person sent, as the platform keeps it. It is a reference: the bytes stay with the platform until they are
// fetched.
type File struct {
	// ID is the platform, a colon, and the platform's own name for the file, such as "tg:AgACAgQ"; it is opaque.
	ID string `json:"id"`
	// Name is what the person's device called it, and Type its MIME type, both as the sender claims; either may be empty.
	Name string `json:"name,omitempty"`
	Type string `json:"type,omitempty"`
	// Size is in bytes; 0 when the platform does not say.
	Size int64 `json:"size,omitempty"`
}

// MediaKind is the kind of a Media.
type MediaKind string

// The kinds of media that people send; whatever else there is comes as MediaOther.
const (
	MediaPhoto    MediaKind = "photo"
	MediaVoice    MediaKind = "voice"
	MediaVideo    MediaKind = "video"
	MediaSticker  MediaKind = "sticker"
	MediaDocument MediaKind = "document"
	MediaOther    MediaKind = "other"
)

func (Text) content()     {}
func (Command) content()  {}
func (Tap) content()      {}
func (Contact) content()  {}
func (Media) content()    {}
func (Place) content()    {}
func (Reach) content()    {}
func (Due) content()      {}
func (Edited) content()   {}
func (Moved) content()    {}
func (Standing) content() {}
func (Left) content()     {}
