import com.rabbitmq.client.*;
import java.nio.charset.StandardCharsets;

/** Shows what staff are told, live. */
class Staff {
  public static void main(String[] arguments) throws Exception {
    var factory = new ConnectionFactory();
    factory.setUri(System.getenv("COOPT_STAFF_AMQP_URL"));
    var channel = factory.newConnection().createChannel();
    channel.basicQos(50);
    channel.queueDeclare("staff.example-java", false, true, true, null);  // durable and not exclusive: it waits while you are away
    channel.queueBind("staff.example-java", "coopt.notifications", "staff.#");
    channel.basicConsume("staff.example-java", false, new DefaultConsumer(channel) {
      @Override
      public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
          throws java.io.IOException {
        if ("notifications".equals(properties.getUserId())) {
          System.out.println(envelope.getRoutingKey() + " " + new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " "));
        }
        channel.basicAck(envelope.getDeliveryTag(), false);
      }
    });
    System.out.println("listening");
  }
}
