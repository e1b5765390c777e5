package dev.alarmkeeper.chain;

/**
 * One field that is not as it should be.
 *
 * @param field the field's name in words
 * @param desired what it should be
 * @param observed what it is; text of AWS's, made safe to print
 * @param why what the difference does to the chain
 */
public record Difference(String field, String desired, String observed, String why) {}
