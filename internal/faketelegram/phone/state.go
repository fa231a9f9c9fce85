package phone

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"jagaetam/internal/faketelegram"
)

// maxShown is how many of its newest messages a chat opens with.
const maxShown = 300

// state is what a page starts from; the news after Last bring it up to date.
type state struct {
	Last    string     `json:"last"`
	Title   string     `json:"title"`
	Zone    string     `json:"zone,omitempty"`
	Profile *profile   `json:"profile"`
	Bot     botNews    `json:"bot"`
	Restart bool       `json:"restart"`
	Clock   *clockNews `json:"clock,omitempty"`
	Phones  []phone    `json:"phones"`
}

// profile is the bot as the people see it.
type profile struct {
	ID          int64                  `json:"id"`
	Name        string                 `json:"name"`
	Username    string                 `json:"username"`
	Description string                 `json:"description"`
	Commands    []faketelegram.Command `json:"commands"`
}

type phone struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Blocked bool   `json:"blocked"`
	Chats   []chat `json:"chats"` // first the one with the bot
}

type chat struct {
	ID       int64                       `json:"id"`
	Title    string                      `json:"title"`
	Messages []faketelegram.Message      `json:"messages"`
	Waiting  []int                       `json:"waiting"`
	Keyboard *faketelegram.ReplyKeyboard `json:"keyboard"`
	Forum    bool                        `json:"forum,omitempty"`
	Topics   []topic                     `json:"topics,omitempty"`
}

// topic is a topic as the page shows it.
type topic struct {
	faketelegram.Topic
	Closed bool `json:"closed,omitempty"`
}

func topics(group *faketelegram.Group) []topic {
	all := []topic{}
	for _, t := range group.Topics() {
		all = append(all, topic{t, t.Closed})
	}
	return all
}

// serveState gives the state, with "hp" in the address that of one phone alone.
func (p *page) serveState(w http.ResponseWriter, r *http.Request) {
	users := p.options.Users
	if only := r.URL.Query().Get("hp"); only != "" {
		id, err := strconv.ParseInt(only, 10, 64)
		if err != nil || !slices.Contains(users, id) {
			http.Error(w, "there is no such phone", http.StatusNotFound)
			return
		}
		users = []int64{id}
	}
	writeJSON(w, p.state(users))
}

// state reads the number of the last news first: news that come twice do no harm, news that are missing would.
func (p *page) state(users []int64) state {
	s := state{Last: p.feed.last(), Title: p.options.Title, Profile: p.profile(), Bot: p.botNews(), Restart: p.options.Restart != nil}
	if p.options.Zone != nil {
		s.Zone = p.options.Zone.String()
	}
	if p.options.Clock != nil {
		s.Clock = p.clockNews()
	}
	for _, id := range users {
		if person := p.server.Person(id); person != nil {
			s.Phones = append(s.Phones, p.phone(person))
		}
	}
	return s
}

func (p *page) profile() *profile {
	bot, shown := p.server.Bot(), p.server.Profile("id")
	return &profile{ID: bot.ID, Name: shown.Name, Username: bot.Username, Description: shown.Description, Commands: shown.Commands}
}

func (p *page) phone(person *faketelegram.Person) phone {
	user := person.User()
	shown := phone{
		ID: user.ID, Name: strings.TrimSpace(user.FirstName + " " + user.LastName), Blocked: person.Blocked(),
		Chats: []chat{p.chat(person.Chat(), "")},
	}
	for _, id := range p.options.Groups {
		if group := p.groupOf(person, id); group != nil {
			listed := p.chat(group.Chat, group.Info().Title)
			listed.Forum, listed.Topics = group.Info().IsForum, topics(group)
			shown.Chats = append(shown.Chats, listed)
		}
	}
	return shown
}

// groupOf is the group, if the page shows it and the person is in it.
func (p *page) groupOf(person *faketelegram.Person, id int64) *faketelegram.Group {
	group := p.server.Group(id)
	if group == nil || !slices.Contains(p.options.Groups, id) || !slices.Contains(group.Members(), person) {
		return nil
	}
	return group
}

func (p *page) chat(c *faketelegram.Chat, title string) chat {
	messages := c.Messages()
	return chat{
		ID: c.ID(), Title: title, Messages: messages[max(0, len(messages)-maxShown):],
		Waiting: p.taken.waitingIn(c.ID()), Keyboard: c.Keyboard(),
	}
}

// serveFile shows a picture that was sent; anything else is only downloaded.
func (p *page) serveFile(w http.ResponseWriter, r *http.Request) {
	data, _, ok := p.server.File(r.PathValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	kind := http.DetectContentType(data)
	if !strings.HasPrefix(kind, "image/") {
		kind = "application/octet-stream"
		w.Header().Set("Content-Disposition", "attachment")
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, max-age=86400")
	_, _ = w.Write(data) // the browser is gone
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(v) // the browser is gone
}
