package faketelegram

// sendMessage (https://core.telegram.org/bots/api#sendmessage).
func (s *Server) sendMessage(q *request) (any, error) {
	text, entities, err := s.readText(q)
	if err != nil {
		return nil, err
	}
	return s.send(q, &Message{Text: text, Entities: entities})
}

// sendPhoto (https://core.telegram.org/bots/api#sendphoto).
func (s *Server) sendPhoto(q *request) (any, error) {
	f, err := s.fileOf(q, "photo")
	if err != nil {
		return nil, err
	}
	return s.sendCaptioned(q, &Message{Photo: f.photo()})
}

// sendDocument (https://core.telegram.org/bots/api#senddocument).
func (s *Server) sendDocument(q *request) (any, error) {
	f, err := s.fileOf(q, "document")
	if err != nil {
		return nil, err
	}
	return s.sendCaptioned(q, &Message{Document: f.document()})
}

// sendVoice (https://core.telegram.org/bots/api#sendvoice).
func (s *Server) sendVoice(q *request) (any, error) {
	f, err := s.fileOf(q, "voice")
	if err != nil {
		return nil, err
	}
	return s.sendCaptioned(q, &Message{Voice: f.voice(int(q.int("duration")))})
}

// sendVideo (https://core.telegram.org/bots/api#sendvideo).
func (s *Server) sendVideo(q *request) (any, error) {
	f, err := s.fileOf(q, "video")
	if err != nil {
		return nil, err
	}
	return s.sendCaptioned(q, &Message{Video: f.video(int(q.int("duration")))})
}

// sendSticker (https://core.telegram.org/bots/api#sendsticker).
func (s *Server) sendSticker(q *request) (any, error) {
	f, err := s.fileOf(q, "sticker")
	if err != nil {
		return nil, err
	}
	return s.send(q, &Message{Sticker: f.sticker()})
}

// sendLocation (https://core.telegram.org/bots/api#sendlocation).
func (s *Server) sendLocation(q *request) (any, error) {
	latitude, ok := q.float("latitude")
	if !ok {
		return nil, badRequest("latitude is empty")
	}
	longitude, ok := q.float("longitude")
	if !ok {
		return nil, badRequest("longitude is empty")
	}
	return s.send(q, &Message{Location: &Location{Latitude: latitude, Longitude: longitude}})
}

func (s *Server) sendCaptioned(q *request, m *Message) (any, error) {
	var err error
	if m.Caption, m.CaptionEnts, err = s.readCaption(q); err != nil {
		return nil, err
	}
	return s.send(q, m)
}

// send posts what the bot says, after everything that Telegram checks before it takes a message.
func (s *Server) send(q *request, m *Message) (any, error) {
	markup, err := readMarkup(q)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.reachPlace(q, m)
	if err != nil {
		return nil, err
	}
	receiver, err := c.receiver(q)
	if err != nil {
		return nil, err
	}
	if err := markup.fits(c); err != nil {
		return nil, err
	}
	if err := s.spend(c, spending{paid: q.bool("allow_paid_broadcast")}); err != nil {
		return nil, err
	}
	m.From, m.Protected = &s.bot, q.bool("protect_content")
	m.Inline, m.Reply = markup.inline, markup.reply
	if receiver != nil {
		return c.whisper(m, receiver), nil
	}
	return c.post(m), nil
}

// copyMessage sends the same content without a link to its origin (https://core.telegram.org/bots/api#copymessage).
func (s *Server) copyMessage(q *request) (any, error) {
	original, err := s.original(q, "copy", "copied")
	if err != nil {
		return nil, err
	}
	m := original.content()
	if q.has("caption") && m.Text == "" {
		if m.Caption, m.CaptionEnts, err = s.readCaption(q); err != nil {
			return nil, err
		}
	}
	sent, err := s.send(q, m)
	if err != nil {
		return nil, err
	}
	return map[string]int{"message_id": sent.(*Message).ID}, nil
}

// forwardMessage shows who wrote it first (https://core.telegram.org/bots/api#forwardmessage).
func (s *Server) forwardMessage(q *request) (any, error) {
	original, err := s.original(q, "forward", "forwarded")
	if err != nil {
		return nil, err
	}
	m := original.content()
	m.ForwardOrigin = original.ForwardOrigin
	if m.ForwardOrigin == nil {
		m.ForwardOrigin = &ForwardOrigin{Type: "user", Date: original.Date, User: original.From}
	}
	delete(q.params, "reply_markup")
	delete(q.params, "reply_parameters")
	return s.send(q, m)
}

func (s *Server) original(q *request, verb, participle string) (*Message, error) {
	if q.text("message_id") == "" {
		return nil, badRequest("message identifier is not specified")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	_, m, err := s.reachMessage(q, "from_chat_id", toRead, "message to "+verb)
	switch {
	case err != nil:
		return nil, err
	case m.isService():
		return nil, badRequest("the message can't be %s", participle)
	case m.Protected:
		return nil, badRequest("message has protected content and can't be %s", participle)
	}
	return m, nil
}

// content is a new message that says the same.
func (m *Message) content() *Message {
	return &Message{
		Text: m.Text, Entities: m.Entities, Photo: m.Photo, Document: m.Document, Voice: m.Voice, Video: m.Video, Sticker: m.Sticker,
		Caption: m.Caption, CaptionEnts: m.CaptionEnts, Contact: m.Contact, Location: m.Location,
	}
}
