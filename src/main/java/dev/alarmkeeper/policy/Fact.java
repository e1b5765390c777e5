package dev.alarmkeeper.policy;

import java.time.Instant;

/** What is known of one context key of a request that policies may ask for. */
public sealed interface Fact {
  /** The request carries this text. */
  record Text(String value) implements Fact {}

  /** The request carries this ARN. */
  record Name(String value) implements Fact {}

  /** The request carries this truth. */
  record Flag(boolean value) implements Fact {}

  /** The request carries the time at which it is made. */
  record Time(Instant value) implements Fact {}

  /** The request carries a list, of which one member is known. */
  record Listed(String member) implements Fact {}

  /** The request does not carry the key. */
  record Missing() implements Fact {}

  /** Nobody says whether the request carries the key, or with which value. */
  record Unknown() implements Fact {}
}
