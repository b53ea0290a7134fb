// Comes late: asks what is open, says that the first payout of BENEFICIARY failed, waits to be asked again, and confirms.
//
//	finance QUEUE BENEFICIARY
//
// Prints a line a step: "open ID", "failed ID", "asked ID", "confirmed ID", "again ID", "unknown CODE".
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

const patience = 60 * time.Second

type object = map[string]any

type answer struct {
	Type string
	Data json.RawMessage
}

type payout struct {
	PayoutID    string `json:"payoutId"`
	Retries     string `json:"retries"`
	State       string `json:"state"`
	AmountCents int64  `json:"amountCents"`
	Beneficiary struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
	} `json:"beneficiary"`
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func fresh() string {
	random := make([]byte, 16)
	must(rand.Read(random))
	return fmt.Sprintf("%x", random)
}

type desk struct {
	channel *amqp.Channel
	replies <-chan amqp.Delivery
	login   string
}

// ask sends a message, under an id that is given, and waits for its answer.
func (d desk) ask(id, exchange, key, kind, service string, data object) answer {
	now := time.Now().UTC().Format(time.RFC3339Nano)
	body := must(json.Marshal(object{"specversion": "1.0", "id": id, "source": "https://finance.example.com", "time": now,
		"type": kind, "data": data}))
	confirmed := must(d.channel.PublishWithDeferredConfirmWithContext(context.Background(), exchange, key, true, false, amqp.Publishing{
		ContentType: "application/cloudevents+json", DeliveryMode: amqp.Persistent, MessageId: id, CorrelationId: id,
		UserId: d.login, ReplyTo: "amq.rabbitmq.reply-to", Body: body}))
	if !confirmed.Wait() {
		log.Fatal("the broker refused " + key)
	}
	late := time.After(patience)
	for {
		select {
		case reply := <-d.replies:
			if reply.CorrelationId != id || reply.UserId != service+"-replies" {
				continue
			}
			var got answer
			must(0, json.Unmarshal(reply.Body, &got))
			return got
		case <-late:
			log.Fatal("no answer to " + key)
		}
	}
}

func (d desk) accepted(id, exchange, key, kind, service string, data object) json.RawMessage {
	got := d.ask(id, exchange, key, kind, service, data)
	if got.Type != "coopt.reply.accepted.v1" {
		log.Fatalf("%s: %s", key, got.Data)
	}
	return got.Data
}

func (d desk) open(beneficiary string) []payout {
	var found []payout
	token := ""
	for {
		data := object{"state": "requested", "beneficiaryKind": "member", "beneficiaryId": beneficiary, "pageSize": 1}
		if token != "" {
			data["pageToken"] = token
		}
		var page struct {
			Payouts       []payout
			NextPageToken string
		}
		must(0, json.Unmarshal(d.accepted(fresh(), "coopt.commands", "rewards.list-payouts", "coopt.rewards.list-payouts.v1", "rewards", data), &page))
		found = append(found, page.Payouts...)
		if token = page.NextPageToken; token == "" {
			return found
		}
	}
}

func main() {
	address, name, beneficiary := os.Getenv("COOPT_FINANCE_AMQP_URL"), os.Args[1], os.Args[2]
	connection := must(amqp.Dial(address))
	defer connection.Close()
	publishing, consuming := must(connection.Channel()), must(connection.Channel())
	must(0, publishing.Confirm(false))
	d := desk{publishing, must(publishing.Consume("amq.rabbitmq.reply-to", "", true, false, false, false, nil)),
		must(amqp.ParseURI(address)).Username}

	// First the queue, then the question: what is asked for in between comes twice, and never not at all.
	must(0, consuming.Qos(10, 0, false))
	queue := must(consuming.QueueDeclare(name, true, false, false, false, nil))
	defer consuming.QueueDelete(name, false, false, false)
	for _, told := range []string{"finance.payout-requested", "finance.payout-cancelled"} {
		must(0, consuming.QueueBind(queue.Name, told, "coopt.notifications", false, nil))
	}
	deliveries := must(consuming.Consume(queue.Name, "", false, false, false, false, nil))

	open := d.open(beneficiary)
	if len(open) != 1 || open[0].State != "requested" || open[0].Beneficiary.ID != beneficiary {
		log.Fatalf("not one that is open: %+v", open)
	}
	first := open[0]
	fmt.Println("open", first.PayoutID)

	now := time.Now().UTC().Format(time.RFC3339Nano)
	d.accepted(fresh(), "coopt.integration", "payout.failed", "coopt.integration.payout-failed.v1", "rewards",
		object{"payoutId": first.PayoutID, "failedAt": now, "reason": "The account is closed."})
	fmt.Println("failed", first.PayoutID)

	var second payout
	late := time.After(patience)
	for second.PayoutID == "" {
		select {
		case delivery := <-deliveries:
			var told struct{ Data payout }
			must(0, json.Unmarshal(delivery.Body, &told))
			if delivery.UserId == "notifications" && delivery.RoutingKey == "finance.payout-requested" && told.Data.Retries == first.PayoutID {
				second = told.Data
			}
			must(0, delivery.Ack(false))
		case <-late:
			log.Fatal("nobody asked again")
		}
	}
	if second.AmountCents != first.AmountCents || second.Beneficiary != first.Beneficiary {
		log.Fatalf("asked for something else: %+v", second)
	}
	fmt.Println("asked", second.PayoutID)

	id, paid := fresh(), object{"payoutId": second.PayoutID, "paidAt": now, "reference": "BANK-" + second.PayoutID}
	d.accepted(id, "coopt.integration", "payout.confirmed", "coopt.integration.payout-confirmed.v1", "rewards", paid)
	fmt.Println("confirmed", second.PayoutID)
	for _, repeated := range []string{id, fresh()} { // the same message, and the same said anew
		d.accepted(repeated, "coopt.integration", "payout.confirmed", "coopt.integration.payout-confirmed.v1", "rewards", paid)
	}
	fmt.Println("again", second.PayoutID)

	refused := d.ask(fresh(), "coopt.integration", "payout.confirmed", "coopt.integration.payout-confirmed.v1", "rewards",
		object{"payoutId": "00000000-0000-4000-8000-000000000000", "paidAt": now, "reference": "BANK-0"})
	var problem struct{ Code string }
	must(0, json.Unmarshal(refused.Data, &problem))
	fmt.Println("unknown", problem.Code)
}
