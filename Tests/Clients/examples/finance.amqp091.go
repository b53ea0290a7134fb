// Pays what is asked for, and confirms it.
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
	address := os.Getenv("COOPT_FINANCE_AMQP_URL")
	channel := must(must(amqp.Dial(address)).Channel())
	must(0, channel.Confirm(false))
	must(0, channel.Qos(10, 0, false))
	queue := must(channel.QueueDeclare("finance.example-go", true, false, false, false, nil)) // instructions wait in it
	for _, told := range []string{"payout-requested", "payout-cancelled"} {
		must(0, channel.QueueBind(queue.Name, "finance."+told, "coopt.notifications", false, nil))
	}
	deliveries := must(channel.Consume(queue.Name, "", false, false, false, false, nil))
	fmt.Println("listening")
	for delivery := range deliveries {
		var payout struct {
			Data struct {
				PayoutID string `json:"payoutId"`
			}
		}
		if delivery.UserId == "notifications" && delivery.RoutingKey == "finance.payout-requested" && json.Unmarshal(delivery.Body, &payout) == nil {
			random := make([]byte, 16)
			must(rand.Read(random))
			now := time.Now().UTC().Format(time.RFC3339Nano) // pay here, once for each payoutId
			paid := must(json.Marshal(map[string]any{
				"specversion": "1.0", "id": fmt.Sprintf("%x", random), "source": "https://finance.example.com", "time": now,
				"type": "coopt.integration.payout-confirmed.v1",
				"data": map[string]any{"payoutId": payout.Data.PayoutID, "paidAt": now, "reference": "BANK-1"}}))
			confirmed := must(channel.PublishWithDeferredConfirmWithContext(context.Background(), "coopt.integration", "payout.confirmed", true, false,
				amqp.Publishing{ContentType: "application/cloudevents+json", DeliveryMode: amqp.Persistent,
					UserId: must(amqp.ParseURI(address)).Username, Body: paid}))
			if !confirmed.Wait() {
				log.Fatal("the broker refused it")
			}
			fmt.Println("paid", payout.Data.PayoutID)
		}
		must(0, delivery.Ack(false))
	}
}
