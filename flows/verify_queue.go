package flows

import (
	"maps"
	"slices"
	"strings"
	"time"

	"jagaetam/internal/chat"
	"jagaetam/internal/civil"
	"jagaetam/internal/dialogue"
	"jagaetam/internal/input"
	"jagaetam/internal/record"
)

// tasksAtOnce is how many tasks an officer is shown in one message: the most urgent.
const tasksAtOnce = 8

// queue lists what waits for an officer besides applications, the most urgent first.
func queue() dialogue.Flow {
	says := []string{"queue", "queue.none", "queue.overdue", "unforeseen.command"}
	for _, sort := range record.TaskSorts {
		says = append(says, "queue."+string(sort))
	}
	return dialogue.Flow{
		ID:    "queue",
		Open:  dialogue.Commands("antrean", "queue"),
		Facts: knowWork,
		May:   answerersOnly,
		Says:  says,
		Tries: func() []dialogue.Try { return officerTries("") },
		Tell: func(c dialogue.Context) dialogue.Told {
			tasks := record.Urgent(c.Facts.Work.Tasks, c.Now)
			if len(tasks) == 0 {
				return dialogue.Told{Words: []chat.Words{{Key: "queue.none", Options: []chat.Option{opening("office")}}}}
			}
			words := chat.Words{Key: "queue", Args: chat.Args{"Count": chat.Number(len(tasks)), "Overdue": overdue(tasks, c.Now)}}
			for _, task := range tasks[:min(len(tasks), tasksAtOnce)] {
				words.Options = append(words.Options, chat.Option{Label: taskLabel(task), Press: opens("task", task.String())})
			}
			return dialogue.Told{Words: []chat.Words{words}}
		},
	}
}

// overdue says how many requests have run over the law's time; nothing where none has.
func overdue(tasks []record.Task, now time.Time) chat.Arg {
	n := 0
	for _, task := range tasks {
		if !task.DueAt.IsZero() && task.DueAt.Before(now) {
			n++
		}
	}
	if n == 0 {
		return chat.Literal("")
	}
	return chat.MessageWith("queue.overdue", chat.Args{"Count": chat.Number(n)})
}

func taskLabel(task record.Task) chat.Arg {
	args := chat.Args{"Number": chat.Literal(task.Shown()), "Month": {}}
	if task.Sort == record.TaskPayment {
		args["Month"] = chat.Month(task.Month)
	}
	return chat.MessageWith("queue."+string(task.Sort), args)
}

// task shows one of them with what it is about, which is written down, and the answers.
func task(s Setting) dialogue.Flow {
	says := []string{"task.gone", "unforeseen.command", "moment", "task.approved-once"}
	for _, name := range slices.Sorted(maps.Keys(taskShapes)) {
		shape := taskShapes[name]
		says = append(says, "task."+shape.key)
		for _, answer := range shape.answers {
			says = append(says, "task."+shape.key+"."+answer)
		}
	}
	return dialogue.Flow{
		ID: "task",
		Facts: func(c dialogue.Context) record.Query {
			name, _ := record.ParseTask(c.Payload)
			return record.Query{Officer: true, Task: name}
		},
		May:   answerersOnly,
		Says:  append(says, helpedByKeys...),
		Tries: func() []dialogue.Try { return taskTries("") },
		Tell: func(c dialogue.Context) dialogue.Told {
			t := c.Facts.Task
			if t.Sort == "" {
				return dialogue.Told{Words: []chat.Words{{Key: "task.gone", Options: []chat.Option{opening("queue")}}}}
			}
			shape := shapeOf(t)
			words := chat.Words{Key: "task." + shape.key, Args: s.taskArgs(t), Photo: t.Evidence.ID}
			for _, answer := range shape.answers {
				words.Options = append(words.Options, chat.Option{
					Label: chat.Message("task." + shape.key + "." + answer), Press: opens("answer-task", t.String()+"-"+answer),
				})
			}
			if t.Field == record.FieldNIK {
				words.Options = append(words.Options, chat.Option{Label: chat.Message("open.reveal"), Press: opens("reveal", t.String())})
			}
			words.Options = append(words.Options, opening("queue"))
			return dialogue.Told{
				Words: []chat.Words{words}, Effects: []record.Effect{record.LookAtTask{By: c.Person.ID, At: c.Now, Task: t.TaskName}},
			}
		},
	}
}

// What a task can be answered with.
const (
	taskYes   = "yes"
	taskNo    = "no"
	taskApply = "apply" // as the person proposes
)

// shape is how a task is told, under "task.<key>", and what it can be answered with, in the order of the buttons.
type shape struct {
	key     string
	answers []string
}

// taskShapes are those of all sorts of tasks, requests apart by their kinds.
var taskShapes = map[string]shape{
	string(record.TaskDispute):     {"dispute", []string{taskYes, taskNo}},
	string(record.TaskPayment):     {"payment", []string{taskYes, taskNo}},
	string(record.TaskHelper):      {"helper", []string{taskYes, taskNo}},
	string(record.RequestCorrect):  {"correct", []string{taskApply, taskNo}},
	string(record.RequestStop):     {"stop", []string{taskYes}},
	string(record.RequestDecision): {"object", []string{taskYes}},
	string(record.RequestDelete):   {"delete", []string{taskNo}},
}

func shapeOf(t record.Task) shape {
	if t.Sort == record.TaskRequest {
		return taskShapes[string(t.Request)]
	}
	return taskShapes[string(t.Sort)]
}

func (s Setting) taskArgs(t record.Task) chat.Args {
	args := chat.Args{
		"Number": chat.Literal(t.Shown()), "Receipt": chat.Literal(""), "Worker": chat.Literal(t.Worker),
		"At": chat.Day(civil.DateOf(t.At.In(s.Programme.Zone()))), "Due": {}, "Month": {}, "Field": {}, "Present": particular(t.Field, t.Present),
		"Proposed": particular(t.Field, t.Proposed), "Approved": {}, "Name": chat.Literal(string(t.Name)), "Phone": chat.Literal(t.Phone), "Kind": {},
		"Village": s.place(t.Village),
	}
	if t.Receipt != 0 {
		args["Receipt"] = chat.Literal(t.Receipt.String())
	}
	if !t.DueAt.IsZero() {
		args["Due"] = dueBy(s.Programme, t.DueAt)
	}
	if t.Sort == record.TaskPayment {
		args["Month"] = chat.Month(t.Month)
	}
	if t.Field != "" {
		args["Field"] = fieldWord(t.Field)
	}
	if t.Approved {
		args["Approved"] = chat.Message("task.approved-once")
	}
	if t.Kind != "" {
		args["Kind"] = chat.Message("helper.kind." + string(t.Kind))
	}
	return args
}

// particular is a particular as it is read.
func particular(field record.Field, text string) chat.Arg {
	if birth, err := civil.ParseDate(text); err == nil && field == record.FieldBirth {
		return chat.Day(birth)
	}
	return chat.Literal(text)
}

// answerTask is the officer's answer to a task. It is opened with its name, a dash and the answer, and asks for words only where the person
// is told some.
func answerTask() dialogue.Flow {
	return dialogue.Flow{
		ID: "answer-task",
		Facts: func(c dialogue.Context) record.Query {
			name, _ := toAnswer(c)
			return record.Query{Officer: true, Task: name}
		},
		May: func(c dialogue.Context) string {
			if may := answerersOnly(c); may != "" {
				return may
			}
			if name, answer := toAnswer(c); answer == "" || c.Facts.Task.TaskName != name {
				return "task.gone"
			}
			return ""
		},
		Says:  []string{"task.gone", "unforeseen.command"},
		Tries: func() []dialogue.Try { return taskTries(taskYes, taskNo, taskApply) },
		Begin: func(c dialogue.Context) dialogue.Answers {
			_, answer := toAnswer(c)
			if answer == taskApply {
				answer = taskYes
			}
			return dialogue.Answers{"answer": {Value: answer, At: c.Now, Given: true}}
		},
		Steps: []dialogue.Step{
			{ID: "answer", Ask: "answer-task", Accept: input.ChoiceOf("answer-task", taskYes, taskNo).YesNo(taskYes, taskNo), Next: dialogue.Routes(
				dialogue.If("words", needsWords, dialogue.To("words")), dialogue.Perform("answer"))},
			{ID: "words", Ask: "answer-task.words", Accept: input.Text{Key: "decide.words.unread", Min: 5, Max: 300, Says: true}, Next: dialogue.Perform("answer")},
		},
		Finishes: map[string]dialogue.Finish{"answer": {
			Effects: func(c dialogue.Context) []record.Effect {
				name, _ := toAnswer(c)
				return []record.Effect{record.AnswerTask{
					By: c.Person.ID, At: c.Now, Task: name, Yes: c.Value("answer") == taskYes, Reason: c.Value("words"),
				}}
			},
			Outcomes: map[record.OutcomeName]dialogue.Next{
				record.OutcomeAnswered:   dialogue.End("task.done", "queue", "office"),
				record.OutcomeApproved:   dialogue.End("task.approved", "queue", "office"),
				record.OutcomeSame:       dialogue.End("task.gone", "queue"),
				record.OutcomeNoMatch:    dialogue.End("task.gone", "queue"),
				record.OutcomeTaken:      dialogue.End("task.taken", "queue"),
				record.OutcomeNotAllowed: dialogue.End("not-allowed", "office"),
			},
		}},
	}
}

// toAnswer is the task that the flow was opened for, and the answer; empty where the button is none of ours.
func toAnswer(c dialogue.Context) (record.TaskName, string) {
	i := strings.LastIndex(c.Payload, "-")
	if i < 0 {
		return record.TaskName{}, ""
	}
	name, ok := record.ParseTask(c.Payload[:i])
	answer := c.Payload[i+1:]
	if !ok || answer != taskYes && answer != taskNo && answer != taskApply {
		return record.TaskName{}, ""
	}
	return name, answer
}

// needsWords goes by what the flow was opened with, which does not change while it lasts.
func needsWords(c dialogue.Context) bool {
	name, answer := toAnswer(c)
	request := record.DataRequestKind("")
	if answer == taskApply {
		request = record.RequestCorrect
	}
	return name.NeedsReason(request, answer != taskNo)
}
