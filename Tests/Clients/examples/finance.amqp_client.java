import com.rabbitmq.client.*;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** Pays what is asked for, and confirms it. */
class Finance {
  public static void main(String[] arguments) throws Exception {
    var factory = new ConnectionFactory();
    factory.setUri(System.getenv("COOPT_FINANCE_AMQP_URL"));
    var connection = factory.newConnection();
    var channel = connection.createChannel();
    var reports = connection.createChannel();
    reports.confirmSelect();
    channel.basicQos(10);
    channel.queueDeclare("finance.example-java", true, false, false, null);  // instructions wait while this program does not run
    for (var told : new String[] {"payout-requested", "payout-cancelled"}) {
      channel.queueBind("finance.example-java", "coopt.notifications", "finance." + told);
    }
    channel.basicConsume("finance.example-java", false, new DefaultConsumer(channel) {
      @Override
      public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
          throws java.io.IOException {
        if ("notifications".equals(properties.getUserId()) && envelope.getRoutingKey().equals("finance.payout-requested")) {
          // A JSON library in a real program.
          var payout = Pattern.compile("\"payoutId\"\\s*:\\s*\"([^\"]+)\"").matcher(new String(body, StandardCharsets.UTF_8));
          payout.find();
          var now = Instant.now();  // pay here, once for each payoutId
          var paid = """
              {"specversion": "1.0", "id": "%s", "source": "https://finance.example.com", "time": "%s",
               "type": "coopt.integration.payout-confirmed.v1",
               "data": {"payoutId": "%s", "paidAt": "%s", "reference": "BANK-1"}}
              """.formatted(UUID.randomUUID(), now, payout.group(1), now);
          reports.basicPublish("coopt.integration", "payout.confirmed", true, new AMQP.BasicProperties.Builder()
              .contentType("application/cloudevents+json").deliveryMode(2).userId(factory.getUsername()).build(),
              paid.getBytes(StandardCharsets.UTF_8));
          try {
            reports.waitForConfirmsOrDie();
          } catch (InterruptedException interruption) {
            return;  // it comes again
          }
          System.out.println("paid " + payout.group(1));
        }
        channel.basicAck(envelope.getDeliveryTag(), false);
      }
    });
    System.out.println("listening");
  }
}
