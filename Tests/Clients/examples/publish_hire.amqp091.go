// Reports a hire and prints the answer: publish_hire APPLICATION REFERENCE EMAIL.
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

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	address := os.Getenv("COOPT_ATS_AMQP_URL")
	random := make([]byte, 16)
	must(rand.Read(random))
	id, now := fmt.Sprintf("%x", random), time.Now().UTC().Format(time.RFC3339Nano)
	hire := must(json.Marshal(map[string]any{
		"specversion": "1.0", "id": id, "source": "https://ats.example.com", "time": now,
		"type": "coopt.integration.hire-reported.v1",
		"data": map[string]any{"sourceSystem": "ats.example.com", "applicationId": os.Args[1], "offerReference": os.Args[2],
			"candidate": map[string]any{"email": os.Args[3]}, "hiredAt": now}}))
	connection := must(amqp.Dial(address))
	defer connection.Close()
	channel := must(connection.Channel())
	must(0, channel.Confirm(false))
	replies := must(channel.Consume("amq.rabbitmq.reply-to", "", true, false, false, false, nil))
	confirmed := must(channel.PublishWithDeferredConfirmWithContext(context.Background(), "coopt.integration", "hire.reported", true, false,
		amqp.Publishing{ContentType: "application/cloudevents+json", DeliveryMode: amqp.Persistent, MessageId: id, CorrelationId: id,
			UserId: must(amqp.ParseURI(address)).Username, ReplyTo: "amq.rabbitmq.reply-to", Body: hire}))
	if !confirmed.Wait() {
		log.Fatal("the broker refused it: publish it again, under the same id")
	}
	for reply := range replies {
		if reply.UserId == "recommendations-replies" { // the broker vouches for it
			fmt.Println(string(reply.Body))
			return
		}
	}
}
