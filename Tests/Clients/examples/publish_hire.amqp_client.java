import com.rabbitmq.client.*;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.*;

/** Reports a hire and prints the answer: PublishHire APPLICATION REFERENCE EMAIL. */
class PublishHire {
  public static void main(String[] arguments) throws Exception {
    var factory = new ConnectionFactory();
    factory.setUri(System.getenv("COOPT_ATS_AMQP_URL"));
    var id = UUID.randomUUID().toString();
    // A JSON library in a real program: what people are called may hold quotes.
    var hire = """
        {"specversion": "1.0", "id": "%s", "source": "https://ats.example.com", "time": "%s",
         "type": "coopt.integration.hire-reported.v1",
         "data": {"sourceSystem": "ats.example.com", "applicationId": "%s", "offerReference": "%s",
                  "candidate": {"email": "%s"}, "hiredAt": "%s"}}
        """.formatted(id, Instant.now(), arguments[0], arguments[1], arguments[2], Instant.now());
    try (var connection = factory.newConnection(); var channel = connection.createChannel()) {
      channel.confirmSelect();
      var answer = new LinkedBlockingQueue<String>();
      channel.basicConsume("amq.rabbitmq.reply-to", true, new DefaultConsumer(channel) {
        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
          if ("recommendations-replies".equals(properties.getUserId())) {  // the broker vouches for it
            answer.add(new String(body, StandardCharsets.UTF_8));
          }
        }
      });
      var properties = new AMQP.BasicProperties.Builder()
          .contentType("application/cloudevents+json").deliveryMode(2).messageId(id).correlationId(id)
          .userId(factory.getUsername()).replyTo("amq.rabbitmq.reply-to").build();
      channel.basicPublish("coopt.integration", "hire.reported", true, properties, hire.getBytes(StandardCharsets.UTF_8));
      channel.waitForConfirmsOrDie(10_000);
      System.out.println(answer.poll(30, TimeUnit.SECONDS));
    }
  }
}
