package faketelegram_test

import (
	"slices"
	"testing"

	"jagaetam/internal/faketelegram"
)

func TestThePhoneShowsKeyboardsUntilTheyGo(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{FirstName: "Siti", Phone: "+62 812 0000 9001"})
	u.Start("")
	send := func(markup params) int {
		return call(t, s, "sendMessage", params{"chat_id": u.User().ID, "text": "?", "reply_markup": markup}).messageID(t)
	}
	send(params{"keyboard": [][]any{{"Ya", params{"text": "Nomor saya", "request_contact": true}}, {params{"text": "Tempat saya", "request_location": true}}}})
	if k := u.Chat().Keyboard(); len(k.Rows) != 2 || k.Rows[0][0].Text != "Ya" {
		t.Fatalf("the phone shows %+v", k)
	}
	if m := ok(u.Press("Ya"))(t); m.Text != "Ya" {
		t.Errorf("pressing a plain button says %+v", m)
	}
	if m := ok(u.Press("Nomor saya"))(t); m.Contact == nil || m.Contact.UserID != u.User().ID || m.Contact.Phone != "+62 812 0000 9001" {
		t.Errorf("pressing the contact button says %+v", m)
	}
	if m := ok(u.Press("Tempat saya"))(t); m.Location == nil {
		t.Errorf("pressing the location button says %+v", m)
	}
	if _, err := u.Press("Tidak"); err == nil {
		t.Error("a button that is not there can be pressed")
	}
	send(params{"inline_keyboard": [][]params{{{"text": "a", "callback_data": "a"}}}})
	if u.Chat().Keyboard() == nil {
		t.Error("a keyboard under a message takes the other one away")
	}
	send(params{"remove_keyboard": true})
	if u.Chat().Keyboard() != nil {
		t.Error("the keyboard stays after it was removed")
	}
	send(params{"keyboard": [][]string{{"Sekali"}}, "one_time_keyboard": true})
	ok(u.Press("Sekali"))(t)
	if _, err := u.Press("Sekali"); err == nil {
		t.Error("a keyboard for one time can be used twice")
	}
	send(params{"force_reply": true})
	if k := u.Chat().Keyboard(); k == nil || !k.Force {
		t.Errorf("after force_reply the phone shows %+v", k)
	}
}

func TestWhoHasBlockedTheBotSaysNothing(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	u.Start("")
	u.Block()
	u.Block() // once is enough
	if m := u.Text("halo"); m.ID != 0 || !u.Blocked() {
		t.Errorf("a blocked bot gets %+v", m)
	}
	if n := s.Pending(); n != 2 {
		t.Errorf("%d updates are pending, want /start and one my_chat_member", n)
	}
	u.Unblock()
	if m := u.Text("halo"); m.ID == 0 {
		t.Error("after unblocking nothing is sent")
	}
}

func TestPeopleEditAndDeleteTheirOwn(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	m := u.Text("a")
	bots := call(t, s, "sendMessage", params{"chat_id": u.User().ID, "text": "b"}).messageID(t)
	if _, err := u.Edit(bots, "c"); err == nil {
		t.Error("a person can edit the bot's message")
	}
	ok(u.Edit(m.ID, "c"))(t)
	photo := u.Photo([]byte("x"), "lama")
	ok(u.Edit(photo.ID, "baru"))(t)
	if p, _ := u.Chat().Message(photo.ID); p.Caption != "baru" || p.Text != "" {
		t.Errorf("the edited photo is %+v", p)
	}
	if err := u.Delete(bots); err != nil {
		t.Error(err)
	}
	if err := u.Delete(bots); err == nil {
		t.Error("a message can be deleted twice")
	}
	if got := ids(u.Chat().Messages()); !slices.Equal(got, []int{m.ID, photo.ID}) {
		t.Errorf("the chat shows %v", got)
	}
	other := s.NewUser(faketelegram.User{})
	g := s.NewGroup(faketelegram.GroupOptions{})
	g.Join(u, other)
	mine := u.In(g).Text("milik saya")
	if err := other.In(g).Delete(mine.ID); err == nil {
		t.Error("a plain member can delete what others wrote")
	}
}

func TestPrivacyModeHidesWhatIsNotForTheBot(t *testing.T) {
	s := start(t, faketelegram.Options{Username: "jaga_bot"})
	u := s.NewUser(faketelegram.User{})
	g := s.NewGroup(faketelegram.GroupOptions{Privacy: true})
	g.Join(u)
	poll(t, s, params{"offset": -1})
	bots := call(t, s, "sendMessage", params{"chat_id": g.ID(), "text": "halo"}).messageID(t)
	v := u.In(g)
	v.Text("antara kita")
	v.Text("/status@other_bot")
	v.Text("👋 /status@jaga_bot")
	v.Text("/umum")
	v.ReplyTo(bots).Text("jawaban")
	var seen []string
	for _, up := range poll(t, s, params{}) {
		if up.Message != nil && up.Message.Text != "" {
			seen = append(seen, up.Message.Text)
		}
	}
	if want := []string{"👋 /status@jaga_bot", "/umum", "jawaban"}; !slices.Equal(seen, want) {
		t.Errorf("the bot sees %q, want %q", seen, want)
	}
	g.SetBotAdmin(true)
	if m := v.Command("status", "1"); m.Text != "/status@jaga_bot 1" {
		t.Errorf("a command in a group is typed as %q", m.Text)
	}
	before := s.Pending()
	v.Text("antara kita")
	if s.Pending() != before+1 {
		t.Error("an administrator does not see every message")
	}
}

func TestTopicsKeepMessagesApart(t *testing.T) {
	s := start(t, faketelegram.Options{})
	owner, member, stranger := s.NewUser(faketelegram.User{}), s.NewUser(faketelegram.User{}), s.NewUser(faketelegram.User{})
	g := s.NewGroup(faketelegram.GroupOptions{Forum: true, BotIsAdmin: true})
	g.Join(owner, member)
	topic := g.NewTopic("Kasus")
	general := member.In(g).Text("umum")
	inside := member.In(g).Topic(topic.ThreadID).Text("dalam")
	answer := owner.In(g).ReplyTo(inside.ID).Text("jawab")
	if general.IsTopicMessage || general.ThreadID != 0 {
		t.Errorf("a message in General is %+v", general)
	}
	if inside.ThreadID != topic.ThreadID || !inside.IsTopicMessage || inside.ReplyTo.ID != topic.ThreadID {
		t.Errorf("a message in a topic is %+v", inside)
	}
	if answer.ThreadID != topic.ThreadID || answer.ReplyTo.ID != inside.ID || answer.ReplyTo.ReplyTo != nil {
		t.Errorf("an answer in a topic is %+v", answer)
	}
	if m := stranger.In(g).Text("halo"); m.ID != 0 {
		t.Error("who is not in the group can write there")
	}
	if m := member.In(g).Topic(99).Text("halo"); m.ID != 0 {
		t.Error("a topic that is not there can be written to")
	}
	g.CloseTopic(topic.ThreadID, true)
	if m := member.In(g).Topic(topic.ThreadID).Text("halo"); m.ID != 0 {
		t.Error("a member can write to a closed topic")
	}
	g.Promote(member)
	if m := member.In(g).Topic(topic.ThreadID).Text("halo"); m.ID == 0 {
		t.Error("an administrator cannot write to a closed topic")
	}
	g.DeleteTopic(topic.ThreadID)
	for _, m := range g.Messages() {
		if m.IsTopicMessage {
			t.Errorf("message %d stays after its topic was deleted", m.ID)
		}
	}
	g.Leave(member)
	if got := g.Members(); len(got) != 1 || got[0] != owner {
		t.Errorf("the members are %v", got)
	}
}

func TestAnUpgradedGroupMoves(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	old := s.NewGroup(faketelegram.GroupOptions{Title: "Petugas", Basic: true})
	old.Join(u)
	poll(t, s, params{"offset": -1})
	now := old.Upgrade(true)
	updates := poll(t, s, params{})
	last := updates[len(updates)-2:]
	if last[0].Message.MigrateTo != now.ID() || last[0].Message.Chat.ID != old.ID() || last[1].Message.MigrateFrom != old.ID() || last[1].Message.Chat.ID != now.ID() {
		t.Errorf("the move comes as %+v", last)
	}
	refused := call(t, s, "sendMessage", params{"chat_id": old.ID(), "text": "x"})
	wantError(t, refused, 400, "Bad Request: group chat was upgraded to a supergroup chat")
	if refused.Parameters.MigrateTo != now.ID() {
		t.Errorf("migrate_to_chat_id is %d, want %d", refused.Parameters.MigrateTo, now.ID())
	}
	if m := u.In(now).Text("halo"); m.ID == 0 {
		t.Error("the members did not come along")
	}
	if s.Group(now.ID()).Info().Title != "Petugas" || len(s.Groups()) != 2 || s.Group(u.User().ID) != nil {
		t.Error("the groups cannot be found")
	}
}

func TestMemberRightsAreChecked(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{})
	g := s.NewGroup(faketelegram.GroupOptions{Forum: true})
	g.Join(u)
	m := u.In(g).Text("halo")
	wantError(t, call(t, s, "createForumTopic", params{"chat_id": g.ID(), "name": "x"}), 400, "Bad Request: not enough rights to create a topic")
	wantError(t, call(t, s, "deleteMessage", params{"chat_id": g.ID(), "message_id": m.ID}), 400, "Bad Request: message can't be deleted")
	wantError(t, call(t, s, "pinChatMessage", params{"chat_id": g.ID(), "message_id": m.ID}), 400, "Bad Request: not enough rights to manage pinned messages in the chat")
	wantError(t, call(t, s, "getChatAdministrators", params{"chat_id": u.User().ID}), 400, "Bad Request: chat not found")
	g.SetBotAdmin(true)
	if got := call(t, s, "deleteMessage", params{"chat_id": g.ID(), "message_id": m.ID}); !got.OK {
		t.Errorf("an administrator deletes: %s", got.Description)
	}
}

func TestMembersAreShownAsTheyAre(t *testing.T) {
	s := start(t, faketelegram.Options{})
	owner, admin, member, stranger := s.NewUser(faketelegram.User{}), s.NewUser(faketelegram.User{}), s.NewUser(faketelegram.User{}), s.NewUser(faketelegram.User{})
	g := s.NewGroup(faketelegram.GroupOptions{})
	g.Join(owner, admin, member)
	g.Join(member) // once is enough
	g.Promote(admin)
	g.Promote(stranger) // who is not there stays what he is
	status := func(chat, user int64) string {
		var m struct {
			Status string `json:"status"`
		}
		call(t, s, "getChatMember", params{"chat_id": chat, "user_id": user}).into(t, &m)
		return m.Status
	}
	for user, want := range map[int64]string{
		owner.User().ID: "creator", admin.User().ID: "administrator", member.User().ID: "member", stranger.User().ID: "left", s.Bot().ID: "member",
	} {
		if got := status(g.ID(), user); got != want {
			t.Errorf("user %d is %s, want %s", user, got, want)
		}
	}
	member.Start("")
	private := member.User().ID
	if got := status(private, private); got != "member" {
		t.Errorf("in his own chat a person is %s", got)
	}
	wantError(t, call(t, s, "getChatMember", params{"chat_id": private, "user_id": owner.User().ID}), 400, "Bad Request: member not found")
	wantError(t, call(t, s, "getChatMember", params{"chat_id": g.ID(), "user_id": 5}), 400, "Bad Request: invalid user_id specified")
	wantError(t, call(t, s, "getChatAdministrators", params{"chat_id": private}), 400, "Bad Request: there are no administrators in the private chat")
	wantError(t, call(t, s, "leaveChat", params{"chat_id": private}), 400, "Bad Request: chat member status can't be changed in private chats")
	wantError(t, call(t, s, "createForumTopic", params{"chat_id": g.ID(), "name": "x"}), 400, "Bad Request: the chat is not a forum")
	g.Leave(admin)
	g.Leave(admin)
	if got := status(g.ID(), admin.User().ID); got != "left" {
		t.Errorf("who has left is %s", got)
	}
	if got := s.People(); len(got) != 4 || s.Person(owner.User().ID) != owner || s.Person(g.ID()) != nil {
		t.Errorf("the people are %v", got)
	}
}

func TestAMentionByIDNeedsSomebody(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u := s.NewUser(faketelegram.User{ID: 77})
	u.Start("")
	call(t, s, "sendMessage", params{"chat_id": 77, "parse_mode": "HTML", "text": `<a href="tg://user?id=77">Siti</a> <code>/daftar</code> /menu`})
	var kinds []string
	for _, e := range u.Chat().Last().Entities {
		kinds = append(kinds, e.Type)
	}
	if want := []string{"text_mention", "code", "bot_command"}; !slices.Equal(kinds, want) {
		t.Errorf("the entities are %q, want %q", kinds, want)
	}
}

func TestOthersMembershipComesOnlyToWhoAsks(t *testing.T) {
	s := start(t, faketelegram.Options{})
	owner, member := s.NewUser(faketelegram.User{}), s.NewUser(faketelegram.User{})
	g := s.NewGroup(faketelegram.GroupOptions{BotIsAdmin: true})
	kinds := func() (kinds []string) {
		for _, e := range events(t, s, func() {
			g.Join(owner, member)
			g.Kick(member)
			g.Leave(owner)
		}) {
			kinds = append(kinds, e.Update.Type)
		}
		return kinds
	}
	if got := kinds(); slices.Contains(got, "chat_member") {
		t.Errorf("by default come %q", got)
	}
	poll(t, s, params{"offset": -1, "allowed_updates": []string{"chat_member"}})
	if got := kinds(); !slices.Equal(got, slices.Repeat([]string{"chat_member"}, 4)) {
		t.Errorf("to an administrator come %q", got)
	}
	g.SetBotAdmin(false)
	if got := kinds(); len(got) > 0 {
		t.Errorf("to a member come %q", got)
	}
}

// events are the updates that are queued meanwhile.
func events(t *testing.T, s *faketelegram.Server, do func()) (queued []faketelegram.Event) {
	t.Helper()
	all, cancel := s.Subscribe(256)
	do()
	cancel()
	for e := range all {
		if e.Kind == faketelegram.UpdateQueued {
			queued = append(queued, e)
		}
	}
	return queued
}

func TestABotWithoutTheRightManagesOnlyItsOwnTopics(t *testing.T) {
	s := start(t, faketelegram.Options{})
	g := s.NewGroup(faketelegram.GroupOptions{Forum: true, BotIsAdmin: true})
	var own faketelegram.Topic
	call(t, s, "createForumTopic", params{"chat_id": g.ID(), "name": "own"}).into(t, &own)
	others := g.NewTopic("others")
	g.RenameTopic(others.ThreadID, "theirs")
	g.CloseTopic(others.ThreadID, true)
	g.CloseTopic(own.ThreadID, true)
	in := func(method string, thread int) result {
		return call(t, s, method, params{"chat_id": g.ID(), "message_thread_id": thread, "text": "x"})
	}
	if r := in("sendMessage", others.ThreadID); !r.OK {
		t.Errorf("who manages topics is refused in a closed one: %s", r.Description)
	}
	g.SetBotTopics(false)
	wantError(t, in("sendMessage", own.ThreadID), 400, "Bad Request: TOPIC_CLOSED")
	wantError(t, in("reopenForumTopic", others.ThreadID), 400, "Bad Request: not enough rights to close or open the topic")
	wantError(t, call(t, s, "createForumTopic", params{"chat_id": g.ID(), "name": "x"}), 400, "Bad Request: not enough rights to create a topic")
	if r := in("reopenForumTopic", own.ThreadID); !r.OK {
		t.Errorf("its own: %s", r.Description)
	}
	var me struct {
		Topics bool `json:"can_manage_topics"`
	}
	if call(t, s, "getChatMember", params{"chat_id": g.ID(), "user_id": s.Bot().ID}).into(t, &me); me.Topics {
		t.Error("the right is shown that it has not")
	}
}

func TestWhatOneAloneSees(t *testing.T) {
	s := start(t, faketelegram.Options{})
	u, stranger := s.NewUser(faketelegram.User{}), s.NewUser(faketelegram.User{})
	g := s.NewGroup(faketelegram.GroupOptions{BotIsAdmin: true})
	g.Join(u)
	u.Start("")
	aside := func(chat, who int64) result {
		return call(t, s, "sendMessage", params{"chat_id": chat, "text": "é 🙂", "ephemeral_message_parameters": params{"receiver_user_id": who}})
	}
	before := len(g.Messages())
	if r := aside(g.ID(), u.User().ID); !r.OK || len(g.Asides(u)) != 1 || len(g.Asides(stranger)) != 0 || len(g.Messages()) != before {
		t.Errorf("seen %+v: %s", g.Asides(u), r.Description)
	}
	wantError(t, aside(g.ID(), stranger.User().ID), 400, "Bad Request: user not found")
	wantError(t, aside(u.User().ID, u.User().ID), 400, "Bad Request: ephemeral messages can be sent only to groups")
	gone := params{"chat_id": g.ID(), "receiver_user_id": u.User().ID, "ephemeral_message_id": g.Asides(u)[0].EphemeralID}
	if r := call(t, s, "deleteEphemeralMessage", gone); !r.OK || len(g.Asides(u)) != 0 {
		t.Errorf("after it was deleted %+v: %s", g.Asides(u), r.Description)
	}
	wantError(t, call(t, s, "deleteEphemeralMessage", gone), 400, "Bad Request: message to delete not found")
}
