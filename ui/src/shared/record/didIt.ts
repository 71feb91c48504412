/** What was done, in the past tense: 已受理. A step that tells what the consumer did says it as it is: 消费者满意. */
export const didIt = (verb: string): string => (verb.startsWith("消费者") ? verb : `已${verb}`);
