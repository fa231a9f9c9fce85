package dialogue

import (
	"slices"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/reading"
	"jagaetam/internal/record"
)

// lull is how soon after his last message somebody who writes means what he was reading then: nobody looks whether news have come between.
const lull = 10 * time.Minute

// answersNews takes a text for the answer to news that came after everything else in the chat: the label of one of their buttons, its place,
// or a yes where there is one. In a dialogue that was left in the middle a place or a yes could be its answer as well, so it is asked back.
func (t *turn) answersNews(text string) bool {
	if t.event.Now.Sub(t.heardLast) < lull {
		return false
	}
	news, known := t.news()
	if !known || news.Number == 0 {
		return !known
	}
	flow, inFull := t.meantBy(text, news)
	switch {
	case flow != nil && (inFull || t.State.Talk == nil):
		t.open(flow, "")
		return true
	case t.State.Talk == nil:
		t.State.Offer = nil // it stands above the news, where its places mean nothing any more
		return false
	case flow != nil || reading.YesNo(text) != reading.Unclear && len(news.Opens) > 0:
		t.Words = append(t.Words, t.newsWords("news.which", news, news.Opens))
		t.ask()
		return true
	}
	return false
}

// newsUnread answers a text of which nothing else was made, where news came before it: it opens what it means, or is shown their buttons and
// the menu's.
func (t *turn) newsUnread(text string) bool {
	news, known := t.news()
	if !known || news.Number == 0 {
		return !known
	}
	if flow, _ := t.meantBy(text, news); flow != nil {
		t.open(flow, "")
		return true
	}
	words := t.newsWords("news.unread", news, append(slices.Clone(news.Opens), t.book.setting.Home))
	t.State.Offer = words.Options
	t.Words = append(t.Words, words)
	return true
}

// news are those that came after the last message of the person; known says whether the turn counts.
func (t *turn) news() (news record.Sent, known bool) {
	if !t.know(t.newsQuery()) {
		return record.Sent{}, false
	}
	if news = t.context().Facts.News; !news.At.After(t.heardLast) {
		return record.Sent{}, true
	}
	return news, true
}

// newsQuery asks for the last news, where any are sent.
func (t *turn) newsQuery() record.Query {
	if !t.book.setting.News {
		return record.Query{}
	}
	return record.Query{News: true, Now: t.event.Now}
}

// meantBy is the flow of the news' button that a text means, and whether the text is its label in full.
func (t *turn) meantBy(text string, news record.Sent) (flow *Flow, inFull bool) {
	var choices []Choice
	for _, id := range news.Opens {
		if t.book.byID[id] != nil {
			choices = append(choices, Choice{Value: id, Label: title(id)})
		}
	}
	for _, choice := range choices {
		same := func(spelling string) bool { return reading.Fold(spelling) == reading.Fold(text) }
		if slices.ContainsFunc(t.book.setting.Texts.spellings(choice.Label), same) {
			return t.book.byID[choice.Value], true
		}
	}
	if len(choices) == 1 && reading.YesNo(text) == reading.Yes {
		return t.book.byID[choices[0].Value], false
	}
	if picked, ok := t.context().Pick(text, choices); ok && picked.Value != "" {
		return t.book.byID[picked.Value], false
	}
	return nil, false
}

func (t *turn) newsWords(key string, news record.Sent, opens []string) chat.Words {
	words := chat.Words{Key: key, Args: chat.Args{"Title": chat.Literal(news.Title)}}
	for _, id := range opens {
		if t.book.byID[id] != nil {
			words.Options = append(words.Options, chat.Option{Label: title(id), Press: chat.Press{Kind: chat.PressOpen, Flow: id}})
		}
	}
	return words
}
