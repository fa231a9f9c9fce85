package chat

import "jagaetam/internal/civil"

// Answer is all that is to be said and done in one chat because of one Incoming. It holds message keys and arguments, never
// text, and survives JSON and CBOR, so that it can be kept and said again.
type Answer struct {
	// Chat is where it is said, and Topic the thread of a group; empty is the thread that every group has.
	Chat  string `json:"chat"`
	Topic string `json:"topic,omitempty"`
	// Aside names the person of a group who alone is to see the words; empty: all see them. A platform may be unable to reach somebody in
	// this way who is not looking at the moment, and does not say so.
	Aside string `json:"aside,omitempty"`
	// Reply names the message of the chat that the first of Words answers. Where that is gone, the words answer nothing.
	Reply string `json:"reply,omitempty"`
	// Language is the language it is said in: "id" or "en".
	Language string `json:"lang"`
	// Words are the messages, in order.
	Words []Words `json:"words,omitempty"`
	// Edit names an earlier message of ours that the first of Words takes the place of; empty: all are new messages.
	Edit string `json:"edit,omitempty"`
	// Retire names earlier messages of ours whose buttons are to be taken away.
	Retire []string `json:"retire,omitempty"`
	// Forget names a message of the person's that is to be deleted from the chat, where the platform allows it.
	Forget string `json:"forget,omitempty"`
	// Tap names the tap that this answers; the platform is told even where there is nothing to say.
	Tap string `json:"tap,omitempty"`
	// Notice is a short text shown over the chat in answer to a tap, at most 200 characters; a zero Arg shows none.
	Notice Arg `json:"notice,omitzero"`
	// CanWait says that nobody waits for it: where the platform takes no more for a while, that is said at once, be it ever so short.
	CanWait bool `json:"can_wait,omitempty"`
	// Paid says that the platform may charge the office for it, to take more of such messages a second.
	Paid bool `json:"paid,omitempty"`
}

// Words is one message. It carries at most one of Picture, Paper, Document, Photo, Relay and Place.
type Words struct {
	// Key is the message's name in locales.
	Key string `json:"key"`
	// Args fill the message's placeholders.
	Args Args `json:"args,omitempty"`
	// Options are the buttons under the message.
	Options []Option `json:"options,omitempty"`
	// Columns is how many buttons stand side by side; 0 is 1.
	Columns int `json:"columns,omitempty"`
	// Keyboard is what happens to the keyboard below the chat.
	Keyboard Keyboard `json:"keyboard,omitempty"`

	// Picture is drawn in the language of the reader and sent above the text.
	Picture *Picture `json:"picture,omitempty"`
	// Paper is a text file that is written in the language of the reader and sent with the text.
	Paper *Paper `json:"paper,omitempty"`
	// Document names a stored file that is sent with the text; who keeps the files gives the name.
	Document string `json:"document,omitempty"`
	// Photo is the File.ID of something a person sent that is shown again, such as a receipt to an officer.
	Photo string `json:"photo,omitempty"`
	// Relay is something a person sent that is shown again as what it was, without its caption. Where the platform shows no text with its
	// kind, such as a sticker, the text follows.
	Relay Media `json:"relay,omitzero"`
	// Place is a position that is shown again, with the text after it; the zero Place is none.
	Place Place `json:"place,omitzero"`

	// Remove is after how many seconds the message is to be deleted again; 0 is never. Whoever has it said sees to that.
	Remove int `json:"remove,omitempty"`
}

// Encloses says whether something goes with the words: a picture, a file, or what a person sent.
func (w Words) Encloses() bool {
	return w.Picture != nil || w.Paper != nil || w.Document != "" || w.Photo != "" || w.Relay.File.ID != "" || w.Place != (Place{})
}

// Picture is a card to look at and to pass on.
type Picture struct {
	Title Arg `json:"title,omitzero"`
	// Big is the one thing to see, such as an amount.
	Big   Arg   `json:"big,omitzero"`
	Lines []Arg `json:"lines,omitempty"`
	// Bars are counts to compare, drawn as a chart, in their order.
	Bars []Bar `json:"bars,omitempty"`
	// Link is what a deep link to the bot carries, shown as a QR code: at most 64 of A-Z, a-z, 0-9, _ and - (Bot features, Deep
	// linking). There is no code when it is empty.
	Link string `json:"link,omitempty"`
}

// Bar is one count of a chart; it is not below zero.
type Bar struct {
	Label Arg   `json:"label"`
	Value int64 `json:"value"`
}

// Paper is a text file.
type Paper struct {
	// Name is the name of the file, without its ending.
	Name  string `json:"name"`
	Title Arg    `json:"title,omitzero"`
	Lines []Arg  `json:"lines,omitempty"`
}

// Option is a button.
type Option struct {
	Label Arg   `json:"label"`
	Press Press `json:"press"`
}

// Keyboard is a change of the keyboard below the chat. A message with Options cannot carry one.
type Keyboard string

// The changes of the keyboard.
const (
	// KeyboardContact offers a button that shares the person's own phone number; its label is the message "contact.share".
	KeyboardContact Keyboard = "contact"
	// KeyboardRemove takes the offer away.
	KeyboardRemove Keyboard = "remove"
)

// Args are the values of a message's placeholders by name.
type Args map[string]Arg

// Arg is a value that is written out in the language of the reader: exactly one of its fields is set. The zero Arg is nothing.
type Arg struct {
	// Text is written as it is, escaped for the platform.
	Text string `json:"text,omitempty"`
	// Key is another message, with Args of its own.
	Key  string `json:"key,omitempty"`
	Args Args   `json:"args,omitempty"`
	// Rupiah is an amount of money in whole rupiah.
	Rupiah *int64 `json:"rupiah,omitempty"`
	// Number is a count.
	Number *int64 `json:"number,omitempty"`
	// Date is a day.
	Date civil.Date `json:"date,omitzero"`
	// Month is a month.
	Month civil.Month `json:"month,omitzero"`
	// List is several values, one a line.
	List []Arg `json:"list,omitempty"`
	// Parts are several values, one right after the other.
	Parts []Arg `json:"parts,omitempty"`
}

// IsZero says whether a is nothing.
func (a Arg) IsZero() bool {
	return a.Text == "" && a.Key == "" && a.Rupiah == nil && a.Number == nil && a.Date.IsZero() && a.Month.IsZero() && len(a.List) == 0 && len(a.Parts) == 0
}

// Literal is a text that is the same in every language: a name, a number with a meaning of its own.
func Literal(text string) Arg { return Arg{Text: text} }

// Message is another message of locales.
func Message(key string) Arg { return Arg{Key: key} }

// MessageWith is another message of locales with placeholders of its own.
func MessageWith(key string, args Args) Arg { return Arg{Key: key, Args: args} }

// Rupiah is an amount of money in whole rupiah.
func Rupiah(amount int64) Arg { return Arg{Rupiah: &amount} }

// Number is a count.
func Number(n int) Arg { wide := int64(n); return Arg{Number: &wide} }

// Day is a date.
func Day(d civil.Date) Arg { return Arg{Date: d} }

// Month is a month.
func Month(m civil.Month) Arg { return Arg{Month: m} }

// Lines are several values, one a line.
func Lines(args ...Arg) Arg { return Arg{List: args} }

// Joined are several values, one right after the other.
func Joined(args ...Arg) Arg { return Arg{Parts: args} }
