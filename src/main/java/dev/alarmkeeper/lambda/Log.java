package dev.alarmkeeper.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.alarmkeeper.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The function's log: a line of JSON for each thing worth saying. */
record Log(Context context) {
  /** Something happened as it should. */
  void info(String message, Map<String, ?> values) {
    write("INFO", message, values);
  }

  /** A person should look. */
  void warn(String message, Map<String, ?> values) {
    write("WARN", message, values);
  }

  /** Lines in the embedded metric format, which takes nothing around them. */
  void metrics(List<Map<String, Object>> lines) {
    lines.forEach(line -> context.getLogger().log(Json.text(line) + "\n"));
  }

  private void write(String level, String message, Map<String, ?> values) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("level", level);
    line.put("message", message);
    line.put("request_id", context.getAwsRequestId());
    line.putAll(values);
    context.getLogger().log(Json.text(line) + "\n");
  }
}
