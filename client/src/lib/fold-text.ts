/** Text as it is compared when people search: without case and accents, so that "Muñoz" is found by "munoz". */
export const foldText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
