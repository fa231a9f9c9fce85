package transcript

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"jagaetam/internal/chat"
)

// Doing is what a person does: exactly one of Text, Tap, Contact, Own, Media, Place, Reach, Edit and Group is set.
type Doing struct {
	// Text is typed; one that begins with a slash is a command.
	Text string
	// Tap is the label of a button to be seen; where Again is set, of any that ever was.
	Tap   string
	Again bool
	// AtOnce says that it is done in the same moment as what was done before.
	AtOnce bool
	// Contact is the phone number of somebody else, shared; where Own is set, the person's own is.
	Contact string
	Own     bool
	// Media is sent, with the Caption under it. File is the path of the file that is sent, empty for a sample.
	Media   chat.MediaKind
	Caption string
	File    string
	// Place is a location sent.
	Place bool
	// Reach is "block" or "unblock".
	Reach string
	// Edit is the new wording of what the person wrote last, wherever that was.
	Edit string
	// Group is something done with the officers' group itself; where it is about a topic, In says which.
	Group GroupDoing

	// InGroup says that Text, Media or Place goes to the officers' group: to the newest topic, to the newest with In in its name, or to the
	// one that every group has where In is General. A Tap looks there by itself where the person's own telephone has no such button.
	InGroup bool
	In      string
	// Replies is a part of the message that this one answers; empty where it answers none.
	Replies string
}

// parseDoings reads what somebody does, such as "worker: text" or "worker taps: label". Files are sent from a folder.
func parseDoings(line, folder string) (who string, doings []Doing, err error) {
	head, rest, colon := strings.Cut(line, ":")
	rest = strings.TrimSpace(rest)
	who, verb, _ := strings.Cut(head, " ")
	if colon && rest == "" {
		return who, nil, errors.New("nothing stands after the colon")
	}
	doing, atOnce := Doing{}, Doing{AtOnce: true}
	switch {
	case colon && verb == "":
		doing.Text = rest
	case inGroup.MatchString(head) || strings.HasPrefix(verb, "replies to ") || verb == "edits":
		if doing, err = parseWritten(head, rest); err != nil {
			return who, nil, err
		}
	case groupDoings[verb] != "" && colon == ofTopic[groupDoings[verb]]:
		doing.Group, doing.In = groupDoings[verb], rest
	case colon && verb == "types twice":
		doing.Text, atOnce.Text = rest, rest
		return who, []Doing{doing, atOnce}, nil
	case colon && verb == "taps":
		doing.Tap = rest
	case colon && verb == "taps again":
		doing.Tap, doing.Again = rest, true
	case colon && verb == "taps twice":
		doing.Tap, atOnce.Tap, atOnce.Again = rest, rest, true
		return who, []Doing{doing, atOnce}, nil
	case colon && verb == "shares a contact of somebody else":
		doing.Contact = rest
	case colon && verb == "sends the file":
		if !filepath.IsLocal(rest) {
			return who, nil, fmt.Errorf("%q is not in the folder that files are sent from", rest)
		}
		doing.Media, doing.File = chat.MediaDocument, filepath.Join(folder, rest)
	case colon && wordless[verb].Media != "":
		doing = wordless[verb]
		doing.Caption = rest
	case !colon:
		doing = wordless[verb]
	}
	if doing == (Doing{}) || who == "" {
		return who, nil, fmt.Errorf("%q is nothing that anybody can do", line)
	}
	return who, []Doing{doing}, nil
}

// wordless is what is done without words.
var wordless = map[string]Doing{
	"shares his contact": {Own: true},
	"sends a location":   {Place: true},
	"sends a photo":      {Media: chat.MediaPhoto},
	"sends a voice note": {Media: chat.MediaVoice},
	"sends a sticker":    {Media: chat.MediaSticker},
	"sends a document":   {Media: chat.MediaDocument},
	"sends a video":      {Media: chat.MediaVideo},
	"blocks the bot":     {Reach: Block},
	"unblocks the bot":   {Reach: Unblock},
}

// What Doing.Reach may be.
const (
	Block   = "block"
	Unblock = "unblock"
)

var numbers = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}

var units = map[string]time.Duration{
	"second": time.Second, "minute": time.Minute, "hour": time.Hour, "day": 24 * time.Hour, "week": 7 * 24 * time.Hour,
}

// parseAmount reads an amount of time such as "two days" or "5 minutes".
func parseAmount(text string) (time.Duration, error) {
	count, unit, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(count)
	if err != nil {
		n = numbers[count]
	}
	d := units[strings.TrimSuffix(unit, "s")]
	if n < 1 || n > 1000 || d == 0 {
		return 0, fmt.Errorf("%q is no amount of time like two days", text)
	}
	return time.Duration(n) * d, nil
}
