/**
 * Letters of other scripts that look like a Latin letter, as "twin letters|latin letters" of equal
 * length. Written from the shapes of the Unicode code charts; deliberately without digits, without
 * Latin letters that stand for others, and without pairs such as rn for m.
 *
 * CLOSE twins can't be told apart, or nearly so, in common fonts.
 */
export const CLOSE_TWINS: readonly string[] = [
  // Cyrillic
  'аеорсухѕіјһԁԛԝѵӏүԍ|aeopcyxsijhdqwvlyg',
  'АВЕЅІЈКМНОРСТУХԚԜѴҮӀԌ|ABESIJKMHOPCTYXQWVYIG',
  // Greek
  'οαρνικτυχγϲϳ|oapviktuxycj',
  'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ|ABEZHIKMNOPTYXCJ',
  // Armenian
  'օսոհցզյռ|ounhgqjn',
  'ՕՍԼՏ|OULS',
  // Coptic
  'ⲟⲣⲥⲭⲕⲓ|opcxki',
  // Cherokee, the letters that were shaped after Latin capitals
  'ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎩᏃ|ABCDEGHIJKLMPRSTVWYZ',
  // Lisu
  'ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ|BPDTGKJCZFMNLSRVHWXYAEIOU',
  // Small capitals and phonetic letters
  'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢɡ|abcdefghijklmnopqrstuvwyzg',
];

/** LOOSE twins are read as such only where that makes a word of the lists. */
export const LOOSE_TWINS: readonly string[] = [
  'вкмнтгьёїѐҫғҝқңұөәдяшщцпийѓќ|bkmhtrbeiecfkkhyoedrwwunuirk',
  'ГДИЛПФЦШЩЯЁЇҒҚҢҰӨ|RANJNOUWWREIFKHYO',
  'εησωβμπδλςθέάόίύώή|enowbundlsoeaoiuwn',
  'ΔΛΣΘ|AAEO',
  'ատեիքփկ|awtiqpk',
  'ɑɩʋ|aiu',
];

/** Latin letters that no accent is taken off from by decomposition; read only into strong words. */
export const STROKED_LETTERS = 'øłđħŧƀɨıßƒǥƶȼɇɍɏðþɓɗɛɠɦƙɲƥʂƭʉ|oldhtbiibfgzcerydpbdeghknpstu';
