package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the XML of the Query protocol. */
final class XmlAnswer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final XMLStreamWriter xml;

  private XmlAnswer() throws XMLStreamException {
    xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
  }

  static byte[] of(String operation, ObjectNode answer) {
    try {
      XmlAnswer document = new XmlAnswer();
      document.xml.writeStartElement(operation + "Response");
      document.write(operation + "Result", answer);
      document.xml.writeStartElement("ResponseMetadata");
      document.text("RequestId", UUID.randomUUID().toString());
      return document.end();
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static byte[] of(AwsError error) {
    try {
      XmlAnswer document = new XmlAnswer();
      document.xml.writeStartElement("ErrorResponse");
      document.xml.writeStartElement("Error");
      document.text("Type", error.status() < 500 ? "Sender" : "Receiver");
      document.text("Code", error.code());
      document.text("Message", error.message());
      document.xml.writeEndElement();
      document.text("RequestId", UUID.randomUUID().toString());
      return document.end();
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private byte[] end() throws XMLStreamException {
    // Also closes the elements that are still open.
    xml.writeEndDocument();
    xml.close();
    return bytes.toByteArray();
  }

  private void write(String name, JsonNode value) throws XMLStreamException {
    if (value.isValueNode()) {
      text(name, value.asText());
      return;
    }
    xml.writeStartElement(name);
    if (value.isArray()) {
      for (JsonNode item : value) {
        write("member", item);
      }
    } else if (name.equals("Attributes")) {
      // The one map among the answers of the services that speak Query here.
      for (Map.Entry<String, JsonNode> attribute : value.properties()) {
        xml.writeStartElement("entry");
        text("key", attribute.getKey());
        text("value", attribute.getValue().asText());
        xml.writeEndElement();
      }
    } else {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        write(member.getKey(), member.getValue());
      }
    }
    xml.writeEndElement();
  }

  private void text(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }
}
