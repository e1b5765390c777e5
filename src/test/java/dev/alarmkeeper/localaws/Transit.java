package dev.alarmkeeper.localaws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Counts the requests of clients in this process of which the whole answer is not there yet. */
final class Transit {
  private final AtomicInteger requests = new AtomicInteger();

  int requests() {
    return requests.get();
  }

  /** The same client; its requests are counted. */
  SdkHttpClient counting(SdkHttpClient client) {
    return new SdkHttpClient() {
      @Override
      public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
          @Override
          public HttpExecuteResponse call() throws IOException {
            requests.incrementAndGet();
            try {
              return whole(prepared.call());
            } finally {
              requests.decrementAndGet();
            }
          }

          @Override
          public void abort() {
            prepared.abort();
          }
        };
      }

      @Override
      public String clientName() {
        return client.clientName();
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  /** The body comes after the head: until it is read, the answer is on its way. */
  private static HttpExecuteResponse whole(HttpExecuteResponse answer) throws IOException {
    if (answer.responseBody().isEmpty()) {
      return answer;
    }
    try (AbortableInputStream body = answer.responseBody().get()) {
      byte[] read = body.readAllBytes();
      return HttpExecuteResponse.builder()
          .response(answer.httpResponse())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(read)))
          .build();
    }
  }
}
