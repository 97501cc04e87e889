/**
 * Words that everybody can say on the telephone and type without an input method: what grows, swims, flies and stands about
 * a village. 128 of them, so that a word is worth seven bits; four and four digits are worth forty-one, and a first password
 * lives for a day behind a lock that five wrong tries close.
 */
const WORDS = `
songshu 松树,liushu 柳树,zhangshu 樟树,yinxing 银杏,wutong 梧桐,guihua 桂花,meihua 梅花,taohua 桃花,lihua 梨花,hehua 荷花,
juhua 菊花,lanhua 兰花,mudan 牡丹,yueji 月季,maogen 茅根,luwei 芦苇,zhuzi 竹子,shuidao 水稻,xiaomai 小麦,yumi 玉米,
gaoliang 高粱,dadou 大豆,lvdou 绿豆,huasheng 花生,youcai 油菜,baicai 白菜,luobo 萝卜,qiezi 茄子,lajiao 辣椒,nangua 南瓜,
donggua 冬瓜,huanggua 黄瓜,sigua 丝瓜,kugua 苦瓜,tudou 土豆,hongshu 红薯,shanyao 山药,lianou 莲藕,qincai 芹菜,bocai 菠菜,
jiucai 韭菜,dasuan 大蒜,shengjiang 生姜,xianggu 香菇,muer 木耳,pingguo 苹果,xueli 雪梨,mitao 蜜桃,putao 葡萄,shiliu 石榴,
juzi 橘子,chengzi 橙子,youzi 柚子,shizi 柿子,zaozi 枣子,hetao 核桃,banli 板栗,xigua 西瓜,tiangua 甜瓜,yangmei 杨梅,
huangniu 黄牛,shuiniu 水牛,shanyang 山羊,mianyang 绵羊,baima 白马,maolv 毛驴,huagou 花狗,heimao 黑猫,baitu 白兔,songguo 松果,
gongji 公鸡,muji 母鸡,yazi 鸭子,dae 大鹅,gezi 鸽子,xique 喜鹊,yanzi 燕子,maque 麻雀,bailu 白鹭,yeying 夜莺,
huamei 画眉,xiongying 雄鹰,liyu 鲤鱼,jiyu 鲫鱼,caoyu 草鱼,nianyu 鲶鱼,niqiu 泥鳅,pangxie 螃蟹,hexia 河虾,tianluo 田螺,
qingwa 青蛙,wugui 乌龟,qingting 蜻蜓,hudie 蝴蝶,mifeng 蜜蜂,mayi 蚂蚁,xishuai 蟋蟀,zhiliao 知了,yinghuo 萤火,tubie 土鳖,
shuijing 水井,shiqiao 石桥,muqiao 木桥,xiaohe 小河,chitang 池塘,shuiku 水库,shanpo 山坡,tiantou 田头,caiyuan 菜园,guoyuan 果园,
chashan 茶山,zhulin 竹林,wuyan 屋檐,damen 大门,yuanzi 院子,luzao 炉灶,biandan 扁担,chutou 锄头,liandao 镰刀,douli 斗笠,
suoyi 蓑衣,shuiche 水车,shimo 石磨,fengche 风车,denglong 灯笼,zhulan 竹篮,mutong 木桶,taoguan 陶罐`
  .split(',')
  .map((pair) => pair.trim().split(' '))
  .map(([typed = '', said = '']) => ({ typed, said }));

const WORDS_IN_ONE = 4;
const DIGITS = 4;

/** A password to be told: how it is typed, and how it is said. */
export interface Passphrase {
  typed: string;
  said: string;
}

/** A password that nobody chose, and that can be told on the telephone. `below(n)` is a random number from 0 to n - 1. */
export function passphrase(below: (count: number) => number = randomBelow): Passphrase {
  const words = Array.from({ length: WORDS_IN_ONE }, () => WORDS[below(WORDS.length)] ?? { typed: '', said: '' });
  const digits = Array.from({ length: DIGITS }, () => below(10)).join('');
  return {
    typed: [...words.map(({ typed }) => typed), digits].join('-'),
    said: [...words.map(({ said }) => said), digits].join(' '),
  };
}

/** All words are equally likely: what lies beyond the last whole round is thrown again. */
function randomBelow(count: number): number {
  const rounds = Math.floor(2 ** 32 / count) * count;
  for (;;) {
    const [thrown = 0] = crypto.getRandomValues(new Uint32Array(1));
    if (thrown < rounds) return thrown % count;
  }
}

export const WORDS_TO_TEST = WORDS;
