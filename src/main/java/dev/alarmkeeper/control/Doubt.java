package dev.alarmkeeper.control;

/**
 * Why the newest overrides are not in force.
 *
 * @param parameter the SSM parameter that holds them
 * @param reason what is wrong with them, or with reading them
 * @param passing whether the next read may succeed without anybody changing anything
 * @param kept whether the last good version is in force. Otherwise no version was ever read, and
 *     nobody knows what filters and alarms should be: the catalogue's values might overwrite what
 *     the owner chose
 */
public record Doubt(String parameter, String reason, boolean passing, boolean kept) {}
