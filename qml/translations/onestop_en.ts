<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context>
    <name>ActivityPage</name>
    <message>
        <source>什么时候</source>
        <translation>When</translation>
    </message>
    <message>
        <source>这个月没有下一场了</source>
        <translation>No more this month</translation>
    </message>
    <message>
        <source>在哪里</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>谁来办</source>
        <translation>Held by</translation>
    </message>
</context>
<context>
    <name>AnswerPage</name>
    <message>
        <source>查回复</source>
        <translation>Look up an answer</translation>
    </message>
    <message>
        <source>回执上的查询码</source>
        <translation>The code on your receipt</translation>
    </message>
    <message>
        <source>二十个数字，都在回执上。谁拿着码，谁就能看回复，请收好。</source>
        <translation>Twenty digits, all on the receipt. Whoever has the code can read the answer: keep it safe.</translation>
    </message>
    <message>
        <source>再输一次码</source>
        <translation>Type a code again</translation>
    </message>
</context>
<context>
    <name>AreaLine</name>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1：%2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>AskCard</name>
    <message>
        <source>取号办事</source>
        <translation>Take a number</translation>
    </message>
    <message>
        <source>看我的号 %1</source>
        <translation>My number %1</translation>
    </message>
</context>
<context>
    <name>BookingActions</name>
    <message>
        <source>取消预约</source>
        <translation>Cancel booking</translation>
    </message>
    <message>
        <source>真的取消吗？位子就让给别人了。</source>
        <translation>Really cancel? Someone else gets the place.</translation>
    </message>
    <message>
        <source>留着</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>补打小票</source>
        <translation>Print again</translation>
    </message>
</context>
<context>
    <name>BookingChoice</name>
    <message>
        <source>不记姓名。来的时候，凭小票上的码签到。</source>
        <translation>No name is asked. Check in with the code on the slip.</translation>
    </message>
</context>
<context>
    <name>BookingPage</name>
    <message>
        <source>活动预约</source>
        <translation>Book</translation>
    </message>
</context>
<context>
    <name>BookingSlip</name>
    <message>
        <source>签到码</source>
        <translation>Check-in code</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>大字 English</source>
        <translation>Aa / 文</translation>
    </message>
    <message>
        <source>叫人帮忙</source>
        <translation>Get help</translation>
    </message>
</context>
<context>
    <name>CallBackPage</name>
    <message>
        <source>打哪个电话？</source>
        <translation>Which number?</translation>
    </message>
    <message>
        <source>手机或座机，座机带区号</source>
        <translation>Mobile, or landline with area code</translation>
    </message>
    <message>
        <source>交号码</source>
        <translation>Leave the number</translation>
    </message>
    <message>
        <source>点“交号码”，就是同意区里的工作人员为这次评价给您打电话。不想留就点“返回”。</source>
        <translation>“Leave the number” means you agree that district staff may call you about this rating. If not, touch “Back”.</translation>
    </message>
    <message>
        <source>输号码</source>
        <translation>Type it</translation>
    </message>
    <message>
        <source>怎么存</source>
        <translation>How it is kept</translation>
    </message>
    <message>
        <source>您的号码、这次办的事和评价。不存名字，也不存身份证。</source>
        <translation>Your number, what it was about and the rating. No name and no ID card.</translation>
    </message>
</context>
<context>
    <name>CandidateBar</name>
    <message>
        <source>正在打英文和数字</source>
        <translation>Letters and figures</translation>
    </message>
    <message>
        <source>前面的字</source>
        <translation>Earlier words</translation>
    </message>
    <message>
        <source>后面的字</source>
        <translation>More words</translation>
    </message>
    <message>
        <source>认不出来，请重写</source>
        <translation>Not recognised. Please write it again</translation>
    </message>
    <message>
        <source>用手指写一个字，再点要的字</source>
        <translation>Write one character with your finger, then pick it</translation>
    </message>
    <message>
        <source>打拼音，再点要的字；不会拼音，点“手写”</source>
        <translation>Type pinyin, then pick the characters</translation>
    </message>
</context>
<context>
    <name>CardConsentPage</name>
    <message>
        <source>身份证用来做什么？</source>
        <translation>What is the ID card for?</translation>
    </message>
    <message>
        <source>同一个人只取一个号；再来刷一下，就能找回自己的号。不刷也一样能办。</source>
        <translation>One number for each person; lay the card again and you find yours. It all works without a card, too.</translation>
    </message>
    <message>
        <source>一串看不出是谁的代码，用来知道您今天有没有号。姓名、证件号码、照片都不存。</source>
        <translation>A code that says nothing of who you are, to know whether you have a number today. No name, no ID number, no photo.</translation>
    </message>
    <message>
        <source>代码当天夜里就没用了。屏幕上的，您走了就清除。</source>
        <translation>The code is worthless after tonight. What is on the screen goes when you go.</translation>
    </message>
    <message>
        <source>谁也看不到。从代码算不回您是谁。</source>
        <translation>Nobody. The code does not lead back to you.</translation>
    </message>
</context>
<context>
    <name>CareHomePage</name>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>活动签到</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>Service guide</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>看我的号 %1</source>
        <translation>My number %1</translation>
    </message>
    <message>
        <source>取号办事</source>
        <translation>Take a number</translation>
    </message>
    <message>
        <source>活动预约</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>服务评价</source>
        <translation>Rate</translation>
    </message>
</context>
<context>
    <name>CareVisitorHomePage</name>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>您好，想去哪里看看？</source>
        <translation>Hello! Where to?</translation>
    </message>
    <message>
        <source>看景点，怎么走</source>
        <translation>Sights and the way</translation>
    </message>
    <message>
        <source>注意安全</source>
        <translation>Stay safe</translation>
    </message>
    <message>
        <source>活动签到</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>服务清单</source>
        <translation>What&apos;s on</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>CertMachineCard</name>
    <message>
        <source>办证一体机</source>
        <translation>Certificate machine</translation>
    </message>
    <message>
        <source>能办什么</source>
        <translation>What it does</translation>
    </message>
    <message>
        <source>要带什么</source>
        <translation>What to bring</translation>
    </message>
    <message>
        <source>在哪里</source>
        <translation>Where</translation>
    </message>
</context>
<context>
    <name>CheckInCodePage</name>
    <message>
        <source>输数字签到</source>
        <translation>Check in by typing</translation>
    </message>
    <message>
        <source>签到码下面的九个数字</source>
        <translation>The nine digits under the code</translation>
    </message>
    <message>
        <source>签到</source>
        <translation>Check in</translation>
    </message>
</context>
<context>
    <name>CheckInPage</name>
    <message>
        <source>活动签到</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>请把签到码对准扫码口</source>
        <translation>Hold your code to the scanner</translation>
    </message>
    <message>
        <source>手机屏幕调亮一点，离扫码口一掌远。</source>
        <translation>Turn up your phone&apos;s brightness and hold it a hand&apos;s width away.</translation>
    </message>
    <message>
        <source>扫码暂时用不了。请输签到码下面的数字，或点“叫人帮忙”。</source>
        <translation>The scanner is not working. Type the digits under your code, or press &quot;Get help&quot;.</translation>
    </message>
    <message>
        <source>扫不了？输数字签到</source>
        <translation>Cannot scan? Type it</translation>
    </message>
    <message>
        <source>输数字签到</source>
        <translation>Check in by typing</translation>
    </message>
</context>
<context>
    <name>CheckInsPage</name>
    <message>
        <source>撤销签到</source>
        <translation>Undo a check-in</translation>
    </message>
    <message>
        <source>今天这台机器还没有人签到</source>
        <translation>Nobody has checked in here today</translation>
    </message>
    <message>
        <source>撤销以后，这个码可以再签一次。</source>
        <translation>After that the code can be used again.</translation>
    </message>
    <message>
        <source>不撤了</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>ClosedPage</name>
    <message>
        <source>本机暂停服务</source>
        <translation>Out of service</translation>
    </message>
</context>
<context>
    <name>ConsentCard</name>
    <message>
        <source>存什么</source>
        <translation>What is kept</translation>
    </message>
    <message>
        <source>存多久</source>
        <translation>For how long</translation>
    </message>
    <message>
        <source>谁能看</source>
        <translation>Who can read it</translation>
    </message>
    <message>
        <source>只有区里负责的工作人员。这台机器封好以后自己也打不开。</source>
        <translation>Only the district staff in charge. Once sealed, this machine cannot open it either.</translation>
    </message>
</context>
<context>
    <name>CountdownOverlay</name>
    <message>
        <source>您还在吗？</source>
        <translation>Are you still there?</translation>
    </message>
    <message>
        <source>%1 秒后回到首页，您的信息会全部清除。</source>
        <translation>In %1 seconds this returns to the start and everything of yours is erased.</translation>
    </message>
    <message>
        <source>我还在</source>
        <translation>I&apos;m still here</translation>
    </message>
</context>
<context>
    <name>DeviceTrialPage</name>
    <message>
        <source>试设备</source>
        <translation>Try devices</translation>
    </message>
</context>
<context>
    <name>EmergencyPhones</name>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>FloorCard</name>
    <message>
        <source>您在这里</source>
        <translation>You are here</translation>
    </message>
    <message>
        <source>%1平面图</source>
        <translation>Plan: %1</translation>
    </message>
</context>
<context>
    <name>GuidePage</name>
    <message>
        <source>要办哪一件？</source>
        <translation>What is it about?</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>Service guide</translation>
    </message>
    <message>
        <source>搜一搜</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>清单还没收到。请点“叫人帮忙”。</source>
        <translation>The list has not arrived yet. Please press &quot;Get help&quot;.</translation>
    </message>
</context>
<context>
    <name>HallScreen</name>
    <message>
        <source>刚刚叫到</source>
        <translation>刚刚叫到</translation>
    </message>
    <message>
        <source>等候</source>
        <translation>等候</translation>
    </message>
</context>
<context>
    <name>HandwritingPad</name>
    <message>
        <source>在这里写字</source>
        <translation>Write here</translation>
    </message>
    <message>
        <source>拼音</source>
        <translation>Pinyin</translation>
    </message>
    <message>
        <source>重写</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>叫工作人员</source>
        <translation>Call staff</translation>
    </message>
    <message>
        <source>不用叫了</source>
        <translation>Never mind</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>活动签到</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>Service guide</translation>
    </message>
    <message>
        <source>服务清单</source>
        <translation>What&apos;s on</translation>
    </message>
    <message>
        <source>中心导览</source>
        <translation>This centre</translation>
    </message>
    <message>
        <source>各个中心</source>
        <translation>All centres</translation>
    </message>
    <message>
        <source>意见心愿</source>
        <translation>Opinions, wishes</translation>
    </message>
    <message>
        <source>活动预约</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>服务评价</source>
        <translation>Rate</translation>
    </message>
</context>
<context>
    <name>ItemPage</name>
    <message>
        <source>请带好</source>
        <translation>Please bring</translation>
    </message>
    <message>
        <source>在哪里办</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>服务时间</source>
        <translation>When</translation>
    </message>
    <message>
        <source>现在等候</source>
        <translation>Waiting now</translation>
    </message>
    <message>
        <source>取号</source>
        <translation>Take a number</translation>
    </message>
    <message>
        <source>打印指南</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>怎么用</source>
        <translation>What for?</translation>
    </message>
    <message>
        <source>可以不刷身份证</source>
        <translation>ID card optional</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>字母</source>
        <translation>Letters</translation>
    </message>
    <message>
        <source>数字</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>空格</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>大写</source>
        <translation>Capital letter</translation>
    </message>
    <message>
        <source>换成英文</source>
        <translation>Change to English</translation>
    </message>
    <message>
        <source>换成拼音</source>
        <translation>Change to pinyin</translation>
    </message>
    <message>
        <source>手写</source>
        <translation>Write</translation>
    </message>
</context>
<context>
    <name>Keypad</name>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>删除</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>MonthCalendar</name>
    <message>
        <source>这个月</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>下个月</source>
        <translation>Next month</translation>
    </message>
    <message>
        <source>%1日，%2 场</source>
        <translation>Day %1: %2 sessions</translation>
    </message>
</context>
<context>
    <name>MorePage</name>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>中心导览</source>
        <translation>This centre</translation>
    </message>
    <message>
        <source>各个中心</source>
        <translation>All centres</translation>
    </message>
    <message>
        <source>意见心愿</source>
        <translation>Opinions, wishes</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>Service guide</translation>
    </message>
    <message>
        <source>注意安全</source>
        <translation>Stay safe</translation>
    </message>
    <message>
        <source>服务清单</source>
        <translation>What&apos;s on</translation>
    </message>
    <message>
        <source>服务评价</source>
        <translation>Rate</translation>
    </message>
</context>
<context>
    <name>OpinionPage</name>
    <message>
        <source>意见心愿</source>
        <translation>Opinions, wishes</translation>
    </message>
    <message>
        <source>想说哪方面的？</source>
        <translation>What is it about?</translation>
    </message>
    <message>
        <source>查回复</source>
        <translation>Look up an answer</translation>
    </message>
    <message>
        <source>用回执上的码</source>
        <translation>With the code on the receipt</translation>
    </message>
</context>
<context>
    <name>OpinionReceiptPage</name>
    <message>
        <source>查询码</source>
        <translation>Your code</translation>
    </message>
    <message>
        <source>完成，离开</source>
        <translation>Done, leave</translation>
    </message>
</context>
<context>
    <name>OpinionTextPage</name>
    <message>
        <source>写满了，再多存不下。</source>
        <translation>It is full: no more can be kept.</translation>
    </message>
    <message>
        <source>封好了才存，只有区里的工作人员能打开。不记名字。</source>
        <translation>Sealed before it is kept; only district staff can open it. No name.</translation>
    </message>
    <message>
        <source>接着写</source>
        <translation>Go on writing</translation>
    </message>
    <message>
        <source>怎么存</source>
        <translation>How it is kept</translation>
    </message>
    <message>
        <source>您写的字、选的方面和时间。不存名字，也不存身份证。</source>
        <translation>Your words, what they are about, and the time. No name and no identity card.</translation>
    </message>
    <message>
        <source>封好，送出</source>
        <translation>Seal and send</translation>
    </message>
</context>
<context>
    <name>PlacesPage</name>
    <message>
        <source>哪里能办</source>
        <translation>Where you can do this</translation>
    </message>
    <message>
        <source>名单还没收到</source>
        <translation>The list has not arrived yet</translation>
    </message>
</context>
<context>
    <name>PressArea</name>
    <message>
        <source>现在不能按</source>
        <translation>Not available now</translation>
    </message>
</context>
<context>
    <name>PriorityChoice</name>
    <message>
        <source>优先取号：和普通号轮着叫，请带好证件。</source>
        <translation>Priority, in turn with others. Bring proof.</translation>
    </message>
</context>
<context>
    <name>RatingPage</name>
    <message>
        <source>请把小票上的码，或活动的签到码，对准扫码口。</source>
        <translation>Hold the code of your ticket, or of your activity, to the scanner.</translation>
    </message>
    <message>
        <source>办完了、参加过了，就可以评价一次。不记名字。</source>
        <translation>After a service or an activity you can rate it once. No names are kept.</translation>
    </message>
    <message>
        <source>可以不选原因。不记您的名字。</source>
        <translation>Reasons are optional. Your name is not kept.</translation>
    </message>
    <message>
        <source>交评价</source>
        <translation>Send</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>请人给我回电话</source>
        <translation>Please call me back</translation>
    </message>
</context>
<context>
    <name>RollPage</name>
    <message>
        <source>换纸卷</source>
        <translation>Change roll</translation>
    </message>
    <message>
        <source>再换一次</source>
        <translation>Once more</translation>
    </message>
    <message>
        <source>不换了</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>好了</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>SafetyCard</name>
    <message>
        <source>注意安全</source>
        <translation>Stay safe</translation>
    </message>
    <message>
        <source>最近的中心：%1</source>
        <translation>Nearest centre: %1</translation>
    </message>
</context>
<context>
    <name>SafetyPage</name>
    <message>
        <source>注意安全</source>
        <translation>Stay safe</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>搜一搜</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>要找什么？</source>
        <translation>What are you looking for?</translation>
    </message>
    <message>
        <source>写一两个字就能找</source>
        <translation>A character or two will do</translation>
    </message>
    <message>
        <source>；也可以手写</source>
        <translation>; or write by hand</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>服务清单</source>
        <translation>What&apos;s on</translation>
    </message>
    <message>
        <source>清单</source>
        <translation>List</translation>
    </message>
    <message>
        <source>日历</source>
        <translation>Calendar</translation>
    </message>
    <message>
        <source>活动预约</source>
        <translation>Book</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>已打开</source>
        <translation>On</translation>
    </message>
    <message>
        <source>没打开</source>
        <translation>Off</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>大字 English</source>
        <translation>Aa / 文</translation>
    </message>
    <message>
        <source>怎样看得清楚？</source>
        <translation>How do you see best?</translation>
    </message>
    <message>
        <source>大字</source>
        <translation>Large and simple</translation>
    </message>
    <message>
        <source>字更大，一行一个</source>
        <translation>Larger text, one thing a line</translation>
    </message>
    <message>
        <source>黑白分明</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>颜色更深，线条更清楚</source>
        <translation>Darker colours, clearer lines</translation>
    </message>
    <message>
        <source>放低一点</source>
        <translation>Low reach</translation>
    </message>
    <message>
        <source>坐着也都够得着</source>
        <translation>All within reach when seated</translation>
    </message>
    <message>
        <source>只管这一次。您走了以后，屏幕会变回原样。</source>
        <translation>For this visit only. After you leave, the screen is as before.</translation>
    </message>
    <message>
        <source>读给我听</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>每一页都念出来</source>
        <translation>Every page is spoken</translation>
    </message>
</context>
<context>
    <name>ShareCard</name>
    <message>
        <source>手机二维码</source>
        <translation>Code for your phone</translation>
    </message>
    <message>
        <source>用手机带走</source>
        <translation>Take it on your phone</translation>
    </message>
    <message>
        <source>扫一扫，这一页的要点就在手机上。不用联网。</source>
        <translation>Scan it and the main points of this page are on your phone. No network needed.</translation>
    </message>
    <message>
        <source>打印这一页</source>
        <translation>Print this page</translation>
    </message>
</context>
<context>
    <name>SightsCard</name>
    <message>
        <source>您好，想去哪里看看？</source>
        <translation>Hello! Where to?</translation>
    </message>
    <message>
        <source>看景点，怎么走</source>
        <translation>Sights and the way</translation>
    </message>
</context>
<context>
    <name>SightsPage</name>
    <message>
        <source>附近的景点</source>
        <translation>Sights near here</translation>
    </message>
</context>
<context>
    <name>SitesPage</name>
    <message>
        <source>各个中心</source>
        <translation>All centres</translation>
    </message>
    <message>
        <source>名单还没收到</source>
        <translation>The list has not arrived yet</translation>
    </message>
</context>
<context>
    <name>StaffActions</name>
    <message>
        <source>暂停这台机器？来的人会看到“本机暂停服务”。别的机器照常。</source>
        <translation>Close this machine? Visitors will read “Out of service”. The others go on.</translation>
    </message>
    <message>
        <source>不暂停</source>
        <translation>Keep it open</translation>
    </message>
    <message>
        <source>暂停服务</source>
        <translation>Close it</translation>
    </message>
    <message>
        <source>换纸卷</source>
        <translation>Change roll</translation>
    </message>
    <message>
        <source>撤销签到</source>
        <translation>Undo a check-in</translation>
    </message>
    <message>
        <source>恢复服务</source>
        <translation>Open it</translation>
    </message>
    <message>
        <source>声音</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>导出日志</source>
        <translation>Export log</translation>
    </message>
    <message>
        <source>试设备</source>
        <translation>Try devices</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>这台机器</source>
        <translation>This machine</translation>
    </message>
</context>
<context>
    <name>StaffPinPage</name>
    <message>
        <source>工作人员</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>也可以用中枢“自助机”页上的工作人员码，对准扫码口。</source>
        <translation>Or hold a staff code, from the hub&apos;s page 自助机, to the scanner.</translation>
    </message>
</context>
<context>
    <name>TakeAlongCard</name>
    <message>
        <source>也可用手机扫码，随时看排到哪了。</source>
        <translation>Scan it with your phone to follow the queue.</translation>
    </message>
    <message>
        <source>叫到号请到 %1</source>
        <translation>When called: %1</translation>
    </message>
</context>
<context>
    <name>TicketActions</name>
    <message>
        <source>补打小票</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>不等了</source>
        <translation>Cancel number</translation>
    </message>
    <message>
        <source>真的不等了吗？号码就作废了。</source>
        <translation>Really cancel? Your number will be void.</translation>
    </message>
    <message>
        <source>继续等</source>
        <translation>Keep waiting</translation>
    </message>
    <message>
        <source>不等了，退号</source>
        <translation>Cancel number</translation>
    </message>
    <message>
        <source>评价这次服务</source>
        <translation>Rate this service</translation>
    </message>
</context>
<context>
    <name>TicketCode</name>
    <message>
        <source>手机二维码</source>
        <translation>Code for your phone</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>前面还有</source>
        <translation>Ahead of you</translation>
    </message>
    <message>
        <source>大约要等</source>
        <translation>About</translation>
    </message>
</context>
<context>
    <name>TimeStepper</name>
    <message>
        <source>早点</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>晚点</source>
        <translation>Later</translation>
    </message>
</context>
<context>
    <name>TodayCard</name>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>今天没有别的活动了</source>
        <translation>Nothing more today</translation>
    </message>
</context>
<context>
    <name>TourPage</name>
    <message>
        <source>中心导览</source>
        <translation>This centre</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>这几天</source>
        <translation>The coming days</translation>
    </message>
    <message>
        <source>哪里有什么</source>
        <translation>What is where</translation>
    </message>
</context>
<context>
    <name>TroublesPage</name>
    <message>
        <source>暂时用不了的，可以这样办</source>
        <translation>Not working now: do it this way</translation>
    </message>
    <message>
        <source>都能用了。</source>
        <translation>Everything works again.</translation>
    </message>
</context>
<context>
    <name>TurnButtons</name>
    <message>
        <source>往上看</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>往下看</source>
        <translation>Down</translation>
    </message>
</context>
<context>
    <name>UpdatingPage</name>
    <message>
        <source>正在更新，请勿断电</source>
        <translation>Updating: please leave it switched on</translation>
    </message>
</context>
<context>
    <name>VisitStrip</name>
    <message>
        <source>完成，离开</source>
        <translation>Done, leave</translation>
    </message>
    <message>
        <source>再听</source>
        <translation>Listen</translation>
    </message>
</context>
<context>
    <name>VisitorHomePage</name>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>活动签到</source>
        <translation>Check in</translation>
    </message>
    <message>
        <source>服务清单</source>
        <translation>What&apos;s on</translation>
    </message>
    <message>
        <source>各个中心</source>
        <translation>All centres</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
</context>
<context>
    <name>VoicePage</name>
    <message>
        <source>声音</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>喇叭现在没有回应，听不到声音。</source>
        <translation>The loudspeaker does not answer: nothing can be heard.</translation>
    </message>
    <message>
        <source>多大声？</source>
        <translation>How loud?</translation>
    </message>
    <message>
        <source>音量 %1</source>
        <translation>Volume %1</translation>
    </message>
    <message>
        <source>1 最轻，5 最响。按一下就能听到。</source>
        <translation>1 is the softest, 5 the loudest. Touch one to hear it.</translation>
    </message>
    <message>
        <source>几点到几点不出声？</source>
        <translation>When should it be silent?</translation>
    </message>
    <message>
        <source>从 %1</source>
        <translation>From %1</translation>
    </message>
    <message>
        <source>到 %1</source>
        <translation>Until %1</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::Activities</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>正在进行</source>
        <translation>On now</translation>
    </message>
    <message>
        <source>共 %1 位</source>
        <translation>%1 in all</translation>
    </message>
    <message>
        <source>可候补</source>
        <translation>waiting list</translation>
    </message>
    <message>
        <source>订满了</source>
        <translation>full</translation>
    </message>
    <message>
        <source>余 %1 位</source>
        <translation>%1 left</translation>
    </message>
    <message>
        <source>可预约</source>
        <translation>open</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::AnswerViewModel</name>
    <message>
        <source>正在查</source>
        <translation>Looking it up</translation>
    </message>
    <message>
        <source>请稍等几秒。</source>
        <translation>A few seconds, please.</translation>
    </message>
    <message>
        <source>还没有回复</source>
        <translation>No answer yet</translation>
    </message>
    <message>
        <source>有回复了</source>
        <translation>There is an answer</translation>
    </message>
    <message>
        <source>没有查到这个码</source>
        <translation>This code was not found</translation>
    </message>
    <message>
        <source>请对着回执再看一遍数字。刚交的，要等送到区里才查得到。</source>
        <translation>Please compare the digits with your receipt. What was left just now has to reach the district first.</translation>
    </message>
    <message>
        <source>现在连不上网络</source>
        <translation>No network now</translation>
    </message>
    <message>
        <source>连上了才查得到。请过一会儿再来，或到窗口问。</source>
        <translation>An answer needs the network. Please come back in a while, or ask the counter.</translation>
    </message>
    <message>
        <source>区里收到了，还没有回复。过几天再来查。</source>
        <translation>The district has received it and has not answered yet. Please look again in a few days.</translation>
    </message>
    <message>
        <source>连上了才查得到，请过一会儿再来。</source>
        <translation>It can only be looked up once connected. Please come back a little later.</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::BookingViewModel</name>
    <message>
        <source>候补 1 人</source>
        <translation>Waiting list: 1</translation>
    </message>
    <message>
        <source>预约 1 人</source>
        <translation>Book for 1 person</translation>
    </message>
    <message>
        <source>本机没有位子了，现在只能候补。有人退，就按先后补上。</source>
        <translation>No places are left at this kiosk, only the waiting list. When someone cancels, the first in line moves up.</translation>
    </message>
    <message>
        <source>本机只剩一个位子，两个人要候补。</source>
        <translation>One place is left at this kiosk; two people would have to wait.</translation>
    </message>
    <message>
        <source>小票打印中，请稍等</source>
        <translation>Printing your slip</translation>
    </message>
    <message>
        <source>小票打好了，请取走</source>
        <translation>Your slip is ready</translation>
    </message>
    <message>
        <source>小票可能没有打好，请用手机拍下这个码</source>
        <translation>The slip may not have printed: please photograph this code</translation>
    </message>
    <message>
        <source>小票没有打出来，请用手机拍下这个码</source>
        <translation>The slip did not print: please photograph this code</translation>
    </message>
    <message>
        <source>大人和孩子，2 人</source>
        <translation>Adult and child</translation>
    </message>
    <message>
        <source>1 人</source>
        <translation>1 person</translation>
    </message>
    <message>
        <source>订好了</source>
        <translation>Booked</translation>
    </message>
    <message>
        <source>到时请把这个码对准扫码口签到</source>
        <translation>When you come, hold this code to the scanner</translation>
    </message>
    <message>
        <source>没有补上位子</source>
        <translation>No place came free</translation>
    </message>
    <message>
        <source>候补中，还没有位子</source>
        <translation>On the waiting list, no place yet</translation>
    </message>
    <message>
        <source>请到现场问问有没有空位</source>
        <translation>Please ask there if there is room</translation>
    </message>
    <message>
        <source>扫这个码，看有没有补上</source>
        <translation>Scan this code to see if you moved up</translation>
    </message>
    <message>
        <source>已经取消</source>
        <translation>Cancelled</translation>
    </message>
    <message>
        <source>位子让给别人了。想来，可以再订。</source>
        <translation>Someone else can have the place. You can book again.</translation>
    </message>
    <message>
        <source>这个码只在这台自助机（%1 号）有效。</source>
        <translation>This code works at this kiosk (no. %1) only.</translation>
    </message>
    <message>
        <source>扫不了，就在 %1 号自助机输这些数字</source>
        <translation>If it cannot be scanned, type this at kiosk %1</translation>
    </message>
    <message>
        <source>正在补打小票</source>
        <translation>Printing the slip again</translation>
    </message>
    <message>
        <source>小票补打好了，请取走</source>
        <translation>Printed again. Please take it.</translation>
    </message>
    <message>
        <source>候补 2 人，大人带孩子</source>
        <translation>Waiting list: adult and child</translation>
    </message>
    <message>
        <source>预约 2 人，大人带孩子</source>
        <translation>Book for 2, adult and child</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::CheckInViewModel</name>
    <message>
        <source>这里是 %1 号自助机。数字要在小票上写的那台机器输。</source>
        <translation>This is kiosk %1. Type the digits at the kiosk named on your slip.</translation>
    </message>
    <message>
        <source>试的次数太多了，请等 %1 分钟，或到窗口签到。</source>
        <translation>Too many tries. Please wait %1 min, or check in at a counter.</translation>
    </message>
    <message>
        <source>试的次数太多了，请等 %1 秒，或到窗口签到。</source>
        <translation>Too many tries. Please wait %1 s, or check in at a counter.</translation>
    </message>
    <message>
        <source>有一个数字输错了，请对照小票再看一遍。</source>
        <translation>One digit is wrong. Please compare with your slip.</translation>
    </message>
    <message>
        <source>试的次数太多了，请等 %1 分钟。</source>
        <translation>Too many tries. Please wait %1 minutes.</translation>
    </message>
    <message>
        <source>试的次数太多了，请等 %1 秒。</source>
        <translation>Too many tries. Please wait %1 seconds.</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::DeviceTrialViewModel</name>
    <message>
        <source>测试小票正在打印…</source>
        <translation>The test slip is being printed…</translation>
    </message>
    <message>
        <source>测试小票打好了。</source>
        <translation>The test slip is printed.</translation>
    </message>
    <message>
        <source>没法确认纸出来了没有，请看一看。</source>
        <translation>Nothing proves the paper; please look.</translation>
    </message>
    <message>
        <source>测试小票没有打出来。</source>
        <translation>The test slip was not printed.</translation>
    </message>
    <message>
        <source>打一张小票，看看字迹清不清楚。</source>
        <translation>Prints a slip: is it black and sharp?</translation>
    </message>
    <message>
        <source>没有读出来，请再试一次（还有 %1 秒）。</source>
        <translation>It could not be read; please try again (%1 s left).</translation>
    </message>
    <message>
        <source>%1 秒里没有读到。</source>
        <translation>Nothing was read within %1 s.</translation>
    </message>
    <message>
        <source>任意一张身份证都行，什么也不会记下来。</source>
        <translation>Any ID card will do; nothing of it is kept.</translation>
    </message>
    <message>
        <source>任意一个二维码都行，什么也不会记下来。</source>
        <translation>Any QR code will do; nothing of it is kept.</translation>
    </message>
    <message>
        <source>请把任意一张身份证放上去（还有 %1 秒）。</source>
        <translation>Please lay any ID card on it (%1 s left).</translation>
    </message>
    <message>
        <source>请把任意一个码对准扫码口（还有 %1 秒）。</source>
        <translation>Please hold any code to the scanner (%1 s left).</translation>
    </message>
    <message>
        <source>读到了一张身份证。什么也没有记下来。</source>
        <translation>An ID card was read. Nothing of it was kept.</translation>
    </message>
    <message>
        <source>读到了一个签到码，%1 个字。什么也没有记下来。</source>
        <translation>A check-in code was read, %1 characters. Nothing of it was kept.</translation>
    </message>
    <message>
        <source>读到了一个工作人员码，%1 个字。什么也没有记下来。</source>
        <translation>A staff code was read, %1 characters. Nothing of it was kept.</translation>
    </message>
    <message>
        <source>读到了小票上的码，%1 个字。什么也没有记下来。</source>
        <translation>The code of a slip was read, %1 characters. Nothing of it was kept.</translation>
    </message>
    <message>
        <source>读到了一个别处的码。什么也没有记下来。</source>
        <translation>A code from elsewhere was read. Nothing of it was kept.</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>打测试小票</source>
        <translation>Test print</translation>
    </message>
    <message>
        <source>身份证阅读器</source>
        <translation>Card reader</translation>
    </message>
    <message>
        <source>试读卡</source>
        <translation>Try a card</translation>
    </message>
    <message>
        <source>扫码器</source>
        <translation>Code scanner</translation>
    </message>
    <message>
        <source>试扫码</source>
        <translation>Try a code</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::FloorPlans</name>
    <message>
        <source>在您前面</source>
        <translation>ahead of you</translation>
    </message>
    <message>
        <source>在您右前方</source>
        <translation>ahead, to your right</translation>
    </message>
    <message>
        <source>在您右手边</source>
        <translation>on your right</translation>
    </message>
    <message>
        <source>在您右后方</source>
        <translation>behind you, to the right</translation>
    </message>
    <message>
        <source>在您身后</source>
        <translation>behind you</translation>
    </message>
    <message>
        <source>在您左后方</source>
        <translation>behind you, to the left</translation>
    </message>
    <message>
        <source>在您左手边</source>
        <translation>on your left</translation>
    </message>
    <message>
        <source>在您左前方</source>
        <translation>ahead, to your left</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::GuideViewModel</name>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::HallViewModel</name>
    <message>
        <source>%1 人</source>
        <translation>%1 people</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>time and weekday</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>号窗口</source>
        <translation>号窗口</translation>
    </message>
    <message>
        <source>请等候叫号</source>
        <translation>请等候叫号</translation>
    </message>
    <message>
        <source>过号请到 %1</source>
        <translation>过号请到 %1</translation>
    </message>
    <message>
        <source>过号请问工作人员</source>
        <translation>过号请问工作人员</translation>
    </message>
    <message>
        <source>%1有人需要帮忙</source>
        <translation>Somebody needs help at %1</translation>
    </message>
    <message>
        <source>%1有人需要帮忙，还有 %2 处也在叫</source>
        <translation>Somebody needs help at %1, and at %2 more</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::HelpViewModel</name>
    <message>
        <source>要人帮忙吗？</source>
        <translation>Need help?</translation>
    </message>
    <message>
        <source>点一下，工作人员就过来。</source>
        <translation>One press and somebody comes over.</translation>
    </message>
    <message>
        <source>正在叫工作人员</source>
        <translation>Calling the staff</translation>
    </message>
    <message>
        <source>请在这里稍等。</source>
        <translation>Please wait here.</translation>
    </message>
    <message>
        <source>工作人员马上来</source>
        <translation>Somebody is coming</translation>
    </message>
    <message>
        <source>请在这里等一下。</source>
        <translation>Please wait here for a moment.</translation>
    </message>
    <message>
        <source>现在没有人应答</source>
        <translation>Nobody has answered</translation>
    </message>
    <message>
        <source>请打电话，或直接到窗口。</source>
        <translation>Please phone, or go to a counter.</translation>
    </message>
    <message>
        <source>请打电话找人帮忙</source>
        <translation>Please phone for help</translation>
    </message>
    <message>
        <source>这里现在叫不到人。</source>
        <translation>Nobody can be called here at the moment.</translation>
    </message>
    <message>
        <source>这里现在叫不到人。最近的中心：%1</source>
        <translation>Nobody can be called here at the moment. Nearest centre: %1</translation>
    </message>
    <message>
        <source>请打电话，或直接到窗口。最近的中心：%1</source>
        <translation>Please phone, or go to a counter. Nearest centre: %1</translation>
    </message>
    <message>
        <source>请打电话。</source>
        <translation>Please call.</translation>
    </message>
    <message>
        <source>请打电话。最近的中心：%1</source>
        <translation>Please call. Nearest centre: %1</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::HomeViewModel</name>
    <message>
        <source>现在不用等</source>
        <translation>No waiting now</translation>
    </message>
    <message>
        <source>现在等候 %1 人，约 %2</source>
        <translation>%1 waiting now, about %2</translation>
    </message>
    <message>
        <source>现在等候 %1 人</source>
        <translation>%1 waiting now</translation>
    </message>
    <message>
        <source>%1，您好</source>
        <extracomment>%1: masked name, 张*三</extracomment>
        <translation>Hello, %1</translation>
    </message>
    <message>
        <source>您好，要办什么事？</source>
        <translation>Hello! How can we help?</translation>
    </message>
    <message>
        <source>可刷身份证，也可直接点</source>
        <translation>Lay your ID card, or just touch</translation>
    </message>
    <message>
        <source>不用刷身份证，直接点</source>
        <translation>No card needed, just touch</translation>
    </message>
    <message>
        <source>要办什么事？</source>
        <translation>How can we help?</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>请 %1 号到 %2</source>
        <translation>%1: please go to %2</translation>
    </message>
    <message>
        <source>%1 号</source>
        <translation>No. %1</translation>
    </message>
    <message>
        <source>%1 起暂停。请到窗口，或用旁边的自助机。</source>
        <translation>Since %1. Please go to a counter or use the next machine.</translation>
    </message>
    <message>
        <source>也可以打电话 %1。</source>
        <translation> Or call %1.</translation>
    </message>
    <message>
        <source>已完成 %1%。几分钟后自动恢复；急事请到窗口，或用旁边的自助机。</source>
        <translation>%1% done. It is back by itself in a few minutes; if it is urgent, please go to a counter or use the next machine.</translation>
    </message>
    <message>
        <source>工作人员</source>
        <translation>Staff</translation>
    </message>
    <message>
        <source>%1 起暂停。</source>
        <translation>Since %1.</translation>
    </message>
    <message>
        <source>已完成 %1%。几分钟后自动恢复。</source>
        <translation>%1% done. It comes back by itself in a few minutes.</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::ItemViewModel</name>
    <message>
        <source>不用等</source>
        <translation>No waiting</translation>
    </message>
    <message>
        <source>%1 人 · 约 %2</source>
        <translation>%1 people · about %2</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1 people</translation>
    </message>
    <message>
        <source>现在不办。%1</source>
        <translation>Not at this time. %1</translation>
    </message>
    <message>
        <source>这份指南一年没有核对过，以窗口为准。</source>
        <translation>Not reviewed for a year: what the counter says counts.</translation>
    </message>
    <message>
        <source>（%1）</source>
        <translation> (%1)</translation>
    </message>
    <message>
        <source>您刷的身份证只用来防止重复取号，走了就清除。</source>
        <translation>Your ID card only keeps you from two numbers; it is forgotten when you leave.</translation>
    </message>
    <message>
        <source>不刷身份证也能取号。刷了，只用来防止重复取号。</source>
        <translation>No ID card needed. If you scan one, it only prevents a second number.</translation>
    </message>
    <message>
        <source>不用刷身份证，直接取号。</source>
        <translation>No ID card needed: just take a number.</translation>
    </message>
    <message>
        <source>这份指南一年没有核对过。</source>
        <translation>This guide has not been reviewed for a year.</translation>
    </message>
    <message>
        <source>今天的号取完了。%1</source>
        <translation>No numbers are left today. %1</translation>
    </message>
    <message>
        <source>最近：%1</source>
        <translation>Nearest: %1</translation>
    </message>
    <message>
        <source>这里不办，请点“叫人帮忙”。</source>
        <translation>Not available here. Please press &quot;Get help&quot;.</translation>
    </message>
    <message>
        <source>这里不办。最近的：%1</source>
        <translation>Not available here. Nearest: %1</translation>
    </message>
    <message>
        <source>别处也能办：%1 处</source>
        <translation>Other places: %1</translation>
    </message>
    <message>
        <source>能办的地方：%1 处</source>
        <translation>Places where it is available: %1</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::Notices</name>
    <message>
        <source>打印机没纸了（%1 起）。可以照常取号，号码请看屏幕。</source>
        <translation>The printer is out of paper (since %1). Numbers are given as usual, on the screen.</translation>
    </message>
    <message>
        <source>打印机的盖子开着（%1 起）。可以照常取号，号码请看屏幕。</source>
        <translation>The printer&apos;s cover is open (since %1). Numbers are given as usual, on the screen.</translation>
    </message>
    <message>
        <source>打印机暂时用不了（%1 起）。可以照常取号，号码请看屏幕。</source>
        <translation>The printer is not working (since %1). Numbers are given as usual, on the screen.</translation>
    </message>
    <message>
        <source>刷身份证暂时用不了（%1 起）。不刷也能办，请直接点。</source>
        <translation>The card reader is not working (since %1). It all works without a card: just touch.</translation>
    </message>
    <message>
        <source>身份证没有读出来，请再放一次。不刷也能办，请直接点。</source>
        <translation>Your card could not be read. Lay it once more, or go on without.</translation>
    </message>
    <message>
        <source>请取回您的身份证。</source>
        <translation>Please take back your ID card.</translation>
    </message>
    <message>
        <source>扫码暂时用不了（%1 起）。要签到，可以输码下面的数字，或点“叫人帮忙”。</source>
        <translation>The scanner is not working (since %1). To check in, type the digits under your code or press &quot;Get help&quot;.</translation>
    </message>
    <message>
        <source>打印机暂时用不了（%1 起）。要带走的，请用手机拍下来。</source>
        <translation>The printer is not working (since %1). To take something along, photograph the screen.</translation>
    </message>
    <message>
        <source>本月的服务清单还没收到。要办事，请点“叫人帮忙”。</source>
        <translation>This month&apos;s list has not arrived. Please press &quot;Get help&quot;.</translation>
    </message>
    <message>
        <source>取号、签到照常。</source>
        <translation>Numbers and check-in work as usual.</translation>
    </message>
    <message>
        <source>签到照常。</source>
        <translation>Check-in works as usual.</translation>
    </message>
    <message>
        <source>本机时间不准，暂时连不上网（%1 起）。%2</source>
        <translation>This kiosk&apos;s clock is wrong, so it is offline (since %1). %2</translation>
    </message>
    <message>
        <source>网络要先登录（%1 起），请告诉工作人员。%2</source>
        <translation>The network asks for a login (since %1); please tell the staff. %2</translation>
    </message>
    <message>
        <source>中心的系统拒绝了本机（%1 起），请告诉工作人员。%2</source>
        <translation>The centre&apos;s system refuses this kiosk (since %1); please tell the staff. %2</translation>
    </message>
    <message>
        <source>网络断了（%1 起）。%2</source>
        <translation>The network is down (since %1). %2</translation>
    </message>
    <message>
        <source>取号、签到照常，等候人数可能不准。</source>
        <translation>Numbers and check-in work as usual; waiting figures may be old.</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::OpinionViewModel</name>
    <message>
        <source>办事服务</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>环境设施</source>
        <translation>House and facilities</translation>
    </message>
    <message>
        <source>活动</source>
        <translation>Activities</translation>
    </message>
    <message>
        <source>我的心愿</source>
        <translation>A wish</translation>
    </message>
    <message>
        <source>别的</source>
        <translation>Something else</translation>
    </message>
    <message>
        <source>哪里可以办得更好？</source>
        <translation>What could be done better?</translation>
    </message>
    <message>
        <source>哪里坏了、脏了、不方便？</source>
        <translation>What is broken, dirty or in the way?</translation>
    </message>
    <message>
        <source>想要什么活动？哪里可以更好？</source>
        <translation>Which activities would you like? What could be better?</translation>
    </message>
    <message>
        <source>您有什么心愿？</source>
        <translation>What do you wish for?</translation>
    </message>
    <message>
        <source>您想说什么？</source>
        <translation>What would you like to say?</translation>
    </message>
    <message>
        <source>回执打印中，请稍等</source>
        <translation>Your receipt is printing</translation>
    </message>
    <message>
        <source>回执打好了，请取走</source>
        <translation>Please take your receipt</translation>
    </message>
    <message>
        <source>回执可能没有打好，请抄下或拍下查询码</source>
        <translation>The receipt may not be whole: please write down or photograph the code</translation>
    </message>
    <message>
        <source>打印机没纸了，请抄下或拍下查询码</source>
        <translation>The printer has no paper: please write down or photograph the code</translation>
    </message>
    <message>
        <source>回执没有打出来，请抄下或拍下查询码</source>
        <translation>The receipt was not printed: please write down or photograph the code</translation>
    </message>
    <message>
        <source>没有记下来</source>
        <translation>It was not kept</translation>
    </message>
    <message>
        <source>本机现在封不了、存不了。请到窗口当面说。</source>
        <translation>This machine cannot seal or keep it now. Please tell the counter.</translation>
    </message>
    <message>
        <source>号码封好了</source>
        <translation>Your number is sealed</translation>
    </message>
    <message>
        <source>区里收到了，会有工作人员给您打电话。</source>
        <translation>The district has it; somebody will call you.</translation>
    </message>
    <message>
        <source>一有网络就送到区里，会有工作人员给您打电话。</source>
        <translation>It goes to the district as soon as there is a network; somebody will call you.</translation>
    </message>
    <message>
        <source>送到了，谢谢您</source>
        <translation>It has arrived. Thank you</translation>
    </message>
    <message>
        <source>封好了，谢谢您</source>
        <translation>It is sealed. Thank you</translation>
    </message>
    <message>
        <source>区里收到了。用查询码可以查回复，只有您有这个码。</source>
        <translation>The district has it. With the code you can look up the answer; only you have it.</translation>
    </message>
    <message>
        <source>一有网络就送到区里。用查询码可以查回复，只有您有这个码。</source>
        <translation>It goes to the district as soon as there is a network. With the code you can look up the answer; only you have it.</translation>
    </message>
    <message>
        <source>窗口、取号、指南</source>
        <translation>Counters, numbers, guides</translation>
    </message>
    <message>
        <source>地方、设备、卫生</source>
        <translation>Rooms, equipment, cleanliness</translation>
    </message>
    <message>
        <source>讲座、义诊、亲子</source>
        <translation>Talks, clinics, families</translation>
    </message>
    <message>
        <source>想要的、盼着的</source>
        <translation>What you hope for</translation>
    </message>
    <message>
        <source>什么都可以说</source>
        <translation>Anything at all</translation>
    </message>
    <message>
        <source>本机现在封不了、存不了。</source>
        <translation>Nothing can be sealed or kept here now.</translation>
    </message>
    <message>
        <source>现在存不了意见：本机还没有收到区里的封条。请到窗口当面说。</source>
        <translation>Opinions cannot be kept now: this machine has not received the district&apos;s seal yet. Please tell the counter.</translation>
    </message>
    <message>
        <source>现在存不了意见：本机还没有收到区里的封条。</source>
        <translation>Opinions cannot be kept now: this machine has not received the district&apos;s seal yet.</translation>
    </message>
    <message>
        <source>本中心和区里最多存 %1 天，到期删掉。</source>
        <translation>Kept here and in the district for %1 days at most, then deleted.</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::Places</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>要去%1</source>
        <translation>Go to %1</translation>
    </message>
    <message>
        <source>这里不办</source>
        <translation>Not available here</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::RatingViewModel</name>
    <message>
        <source>非常满意</source>
        <translation>Very satisfied</translation>
    </message>
    <message>
        <source>满意</source>
        <translation>Satisfied</translation>
    </message>
    <message>
        <source>基本满意</source>
        <translation>All right</translation>
    </message>
    <message>
        <source>不满意</source>
        <translation>Not satisfied</translation>
    </message>
    <message>
        <source>非常不满意</source>
        <translation>Very dissatisfied</translation>
    </message>
    <message>
        <source>态度好</source>
        <translation>Friendly</translation>
    </message>
    <message>
        <source>办得快</source>
        <translation>Quick</translation>
    </message>
    <message>
        <source>说得清楚</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>一次办成</source>
        <translation>Done in one visit</translation>
    </message>
    <message>
        <source>等得太久</source>
        <translation>Too long a wait</translation>
    </message>
    <message>
        <source>态度不好</source>
        <translation>Unfriendly</translation>
    </message>
    <message>
        <source>没说清楚</source>
        <translation>Not clear</translation>
    </message>
    <message>
        <source>跑了好几趟</source>
        <translation>Several visits</translation>
    </message>
    <message>
        <source>指南写得不对</source>
        <translation>Guide was wrong</translation>
    </message>
    <message>
        <source>有收获</source>
        <translation>Useful</translation>
    </message>
    <message>
        <source>组织得好</source>
        <translation>Well run</translation>
    </message>
    <message>
        <source>地方舒服</source>
        <translation>Good place</translation>
    </message>
    <message>
        <source>没收获</source>
        <translation>Not useful</translation>
    </message>
    <message>
        <source>组织得乱</source>
        <translation>Badly run</translation>
    </message>
    <message>
        <source>人太多</source>
        <translation>Too full</translation>
    </message>
    <message>
        <source>时间不合适</source>
        <translation>Bad time</translation>
    </message>
    <message>
        <source>地方不好</source>
        <translation>Poor place</translation>
    </message>
    <message>
        <source>您满意吗？</source>
        <translation>Were you satisfied?</translation>
    </message>
    <message>
        <source>好在哪里？</source>
        <translation>What was good?</translation>
    </message>
    <message>
        <source>哪里不好？</source>
        <translation>What was wrong?</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::ResultViewModel</name>
    <message>
        <source>签到成功，%1 人</source>
        <translation>Checked in: %1 people</translation>
    </message>
    <message>
        <source>签到成功</source>
        <translation>You&apos;re checked in</translation>
    </message>
    <message>
        <source>请进</source>
        <translation>Please come in</translation>
    </message>
    <message>
        <source>请到%1</source>
        <translation>Please go to: %1</translation>
    </message>
    <message>
        <source>已到 %1 人 / %2 人</source>
        <translation>%1 of %2 are here</translation>
    </message>
    <message>
        <source>已到 %1 人</source>
        <translation>%1 are here</translation>
    </message>
    <message>
        <source>下一位请直接出示二维码</source>
        <translation>Next, please: just show your code</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>这个码用过了</source>
        <translation>Code already used</translation>
    </message>
    <message>
        <source>%1 已经用它签到</source>
        <translation>Already used at %1</translation>
    </message>
    <message>
        <source>已经用它签到</source>
        <translation>Already used</translation>
    </message>
    <message>
        <source>不是您本人用的？请点“叫人帮忙”。</source>
        <translation>Was that not you? Press &quot;Get help&quot;.</translation>
    </message>
    <message>
        <source>这个码过期了</source>
        <translation>Code has expired</translation>
    </message>
    <message>
        <source>请到窗口换一个</source>
        <translation>A counter gives you a new one</translation>
    </message>
    <message>
        <source>还没到签到时间</source>
        <translation>Too early to check in</translation>
    </message>
    <message>
        <source>%1 %2 开始，请晚点再来</source>
        <translation>Begins %1 %2. Please come back then.</translation>
    </message>
    <message>
        <source>请晚点再来</source>
        <translation>Please come back later</translation>
    </message>
    <message>
        <source>不是这个中心的码</source>
        <translation>A code for another centre</translation>
    </message>
    <message>
        <source>请看码上写的中心</source>
        <translation>See the centre named beside the code</translation>
    </message>
    <message>
        <source>要去哪里、怎么走，可以点“叫人帮忙”。</source>
        <translation>For the way there, press &quot;Get help&quot;.</translation>
    </message>
    <message>
        <source>不是今天的码</source>
        <translation>A code for another day</translation>
    </message>
    <message>
        <source>活动在 %1</source>
        <translation>It takes place on %1</translation>
    </message>
    <message>
        <source>请看码上写的日期</source>
        <translation>See the date beside the code</translation>
    </message>
    <message>
        <source>这个码作废了</source>
        <translation>Code was withdrawn</translation>
    </message>
    <message>
        <source>请到窗口问一下</source>
        <translation>Please ask at a counter</translation>
    </message>
    <message>
        <source>这个码不是真的</source>
        <translation>Not a genuine code</translation>
    </message>
    <message>
        <source>请用中心发的码</source>
        <translation>Please use a code from the centre</translation>
    </message>
    <message>
        <source>码是别人转给您的？请点“叫人帮忙”。</source>
        <translation>Did somebody forward it to you? Press &quot;Get help&quot;.</translation>
    </message>
    <message>
        <source>认不出这个码</source>
        <translation>Code not recognised</translation>
    </message>
    <message>
        <source>请到窗口签到</source>
        <translation>Please check in at a counter</translation>
    </message>
    <message>
        <source>本机还没有收到它的验证资料。</source>
        <translation>This kiosk cannot verify it yet.</translation>
    </message>
    <message>
        <source>这不是签到码</source>
        <translation>Not a check-in code</translation>
    </message>
    <message>
        <source>请出示活动的签到码</source>
        <translation>Please show the code of your activity</translation>
    </message>
    <message>
        <source>屏幕调亮一点，离扫码口一掌远。</source>
        <translation>Turn up the brightness; a hand&apos;s width from the scanner.</translation>
    </message>
    <message>
        <source>没有找到这场活动</source>
        <translation>Activity not found</translation>
    </message>
    <message>
        <source>本机现在签不了到</source>
        <translation>Check-in not possible here</translation>
    </message>
    <message>
        <source>这场活动满员了</source>
        <translation>This activity is full</translation>
    </message>
    <message>
        <source>请到窗口问问有没有空位</source>
        <translation>Ask at a counter for a free place</translation>
    </message>
    <message>
        <source>现在不办这件事</source>
        <translation>Not at this time</translation>
    </message>
    <message>
        <source>请看指南上的服务时间</source>
        <translation>See the hours in the guide</translation>
    </message>
    <message>
        <source>今天的号取完了</source>
        <translation>No numbers left today</translation>
    </message>
    <message>
        <source>请明天再来</source>
        <translation>Please come again tomorrow</translation>
    </message>
    <message>
        <source>急事请点“叫人帮忙”。</source>
        <translation>If it is urgent, press &quot;Get help&quot;.</translation>
    </message>
    <message>
        <source>您已经有一个号</source>
        <translation>You already have a number</translation>
    </message>
    <message>
        <source>您的号码是 %1</source>
        <translation>Your number is %1</translation>
    </message>
    <message>
        <source>请等叫号</source>
        <translation>Please wait to be called</translation>
    </message>
    <message>
        <source>一个人一次一个号。不等了，可以先把它退掉。</source>
        <translation>One number at a time. You can give it back first.</translation>
    </message>
    <message>
        <source>这里没有办事窗口</source>
        <translation>No counters here</translation>
    </message>
    <message>
        <source>请看“各个中心”，最近的在最前面</source>
        <translation>See &quot;All centres&quot;: the nearest comes first</translation>
    </message>
    <message>
        <source>现在取不了号</source>
        <translation>No numbers from this kiosk</translation>
    </message>
    <message>
        <source>请到窗口直接排队</source>
        <translation>Please queue at a counter</translation>
    </message>
    <message>
        <source>中心临时关闭</source>
        <translation>The centre is closed</translation>
    </message>
    <message>
        <source>请看通知，或拨打 12345</source>
        <translation>See the notice, or call 12345</translation>
    </message>
    <message>
        <source>谢谢您的评价</source>
        <translation>Thank you</translation>
    </message>
    <message>
        <source>评价没有记下来</source>
        <translation>Not kept</translation>
    </message>
    <message>
        <source>请到窗口当面说</source>
        <translation>Please tell us at a counter</translation>
    </message>
    <message>
        <source>没有记您的名字。</source>
        <translation>Your name was not taken.</translation>
    </message>
    <message>
        <source>本机现在写不了东西。</source>
        <translation>This machine cannot keep anything just now.</translation>
    </message>
    <message>
        <source>本机现在订不了</source>
        <translation>This kiosk cannot book now</translation>
    </message>
    <message>
        <source>请到窗口预约</source>
        <translation>Please book at the counter</translation>
    </message>
    <message>
        <source>这一场不用预约</source>
        <translation>No booking needed</translation>
    </message>
    <message>
        <source>到时请直接来</source>
        <translation>Just come along</translation>
    </message>
    <message>
        <source>那时中心关闭</source>
        <translation>The centre is closed then</translation>
    </message>
    <message>
        <source>请换一场</source>
        <translation>Please choose another session</translation>
    </message>
    <message>
        <source>这一场已经开始</source>
        <translation>This session has begun</translation>
    </message>
    <message>
        <source>请订下一场，或到现场问一下</source>
        <translation>Please book the next one, or ask there</translation>
    </message>
    <message>
        <source>还没开始预约</source>
        <translation>Booking is not open yet</translation>
    </message>
    <message>
        <source>%1 起可以预约</source>
        <translation>You can book from %1</translation>
    </message>
    <message>
        <source>您刚订过这一场</source>
        <translation>You have just booked this session</translation>
    </message>
    <message>
        <source>请用那张小票上的码</source>
        <translation>Please use the code on that slip</translation>
    </message>
    <message>
        <source>要改人数，先扫码取消，再订一次。</source>
        <translation>To change how many come, scan the code, cancel, and book again.</translation>
    </message>
    <message>
        <source>这一场订满了</source>
        <translation>This session is full</translation>
    </message>
    <message>
        <source>候补也满了，请订下一场</source>
        <translation>So is its waiting list: please book the next one</translation>
    </message>
    <message>
        <source>这台机器没有这个码</source>
        <translation>Code not known here</translation>
    </message>
    <message>
        <source>请看小票上写的是几号自助机</source>
        <translation>Use the kiosk named on your slip</translation>
    </message>
    <message>
        <source>这里是 %1 号。没有小票，请到窗口签到。</source>
        <translation>This is kiosk %1. Without a slip, please go to a counter.</translation>
    </message>
    <message>
        <source>评价这场活动</source>
        <translation>Rate this activity</translation>
    </message>
    <message>
        <source>看别的活动</source>
        <translation>Other activities</translation>
    </message>
    <message>
        <source>看我的号</source>
        <translation>My number</translation>
    </message>
    <message>
        <source>各个中心</source>
        <translation>All centres</translation>
    </message>
    <message>
        <source>一个人一次一个号。要退号，请到窗口，或点“叫人帮忙”。</source>
        <translation>One number for one person. To give it back, go to a counter or press &quot;Get help&quot;.</translation>
    </message>
    <message>
        <source>这里是 %1 号。</source>
        <translation>This is no. %1.</translation>
    </message>
    <message>
        <source>每一个评价都会算进来</source>
        <translation>Every rating counts</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::SearchViewModel</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>活动</source>
        <translation>Activity</translation>
    </message>
    <message>
        <source>打拼音、首字母或英文都行：老年人优待证可以打 lnr</source>
        <translation>Type English, pinyin or initials: for Senior citizen card, “senior” or “lnr”</translation>
    </message>
    <message>
        <source>没有找到“%1”。少打几个字试试，或点“叫人帮忙”。</source>
        <translation>Nothing found for “%1”. Try fewer letters, or press Get help.</translation>
    </message>
    <message>
        <source>找到很多，再打一个字</source>
        <translation>Many found: type one more letter</translation>
    </message>
    <message>
        <source>找到 %1 项</source>
        <translation>Found: %1</translation>
    </message>
    <message>
        <source>清单还没收到，请点“叫人帮忙”</source>
        <translation>The list has not arrived: please press &quot;Get help&quot;</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::ServicesViewModel</name>
    <message>
        <source>所有人</source>
        <translation>Everybody</translation>
    </message>
    <message>
        <source>清单更新于 %1</source>
        <translation>List of %1</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>本中心</source>
        <translation>This centre</translation>
    </message>
    <message>
        <source>附近中心</source>
        <translation>Nearby</translation>
    </message>
    <message>
        <source>给谁</source>
        <translation>For</translation>
    </message>
    <message>
        <source>谁来办</source>
        <translation>Held by</translation>
    </message>
    <message>
        <source>在哪里</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>现在的时间不准，日期请以窗口为准。</source>
        <translation>The clock is not right now: please check dates at the counter.</translation>
    </message>
    <message>
        <source>这个月的清单还没收到，请问窗口。</source>
        <translation>This month&apos;s list has not arrived yet: please ask at the counter.</translation>
    </message>
    <message>
        <source>这是 %1 的清单，新的还没收到（已经 %2 天）。请以窗口为准。</source>
        <translation>This is the list for %1, now %2 days old; the new one has not arrived. Please check at the counter.</translation>
    </message>
    <message>
        <source>这份清单已经 %1 天没有更新，请以窗口为准。</source>
        <translation>This list is %1 days old. Please check at the counter.</translation>
    </message>
    <message>
        <source>近期没有安排</source>
        <translation>Nothing planned for now</translation>
    </message>
    <message>
        <source>没有找到，换个条件看看</source>
        <translation>Nothing found. Try another choice.</translation>
    </message>
    <message>
        <source>现在的时间不准。</source>
        <translation>The clock is not right.</translation>
    </message>
    <message>
        <source>这个月的清单还没收到。</source>
        <translation>This month&apos;s list has not arrived.</translation>
    </message>
    <message>
        <source>这是 %1 的清单，新的还没收到（已经 %2 天）。</source>
        <translation>This is the list for %1, now %2 days old; the new one has not arrived.</translation>
    </message>
    <message>
        <source>这份清单已经 %1 天没有更新。</source>
        <translation>This list is %1 days old.</translation>
    </message>
    <message>
        <source>清单还没收到，请点“叫人帮忙”</source>
        <translation>The list has not arrived: please press &quot;Get help&quot;</translation>
    </message>
    <message>
        <source>现在没有可以预约的，请看“服务清单”</source>
        <translation>Nothing can be booked now. See “What&apos;s on”.</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::SiteViewModel</name>
    <message>
        <source>党群服务中心</source>
        <extracomment>The name of the centre while no catalogue has arrived yet</extracomment>
        <translation>Community service centre</translation>
    </message>
    <message>
        <source>时间待校准</source>
        <translation>Clock not set</translation>
    </message>
    <message>
        <source>%1 年的节假日还没公布，到时请先打电话问一下。</source>
        <translation>The public holidays of %1 are not published yet: please phone before you come.</translation>
    </message>
    <message>
        <source>调休上班</source>
        <translation>Working day in exchange</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>不开放</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>等</source>
        <translation>, …</translation>
    </message>
    <message>
        <source>现在可以用</source>
        <translation>Working now</translation>
    </message>
    <message>
        <source>现在用不了：%1</source>
        <translation>Not working: %1</translation>
    </message>
    <message>
        <source>中心开门时可以用</source>
        <translation>Works while the centre is open</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::Sites</name>
    <message>
        <source>%1 公里</source>
        <translation>%1 km</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>请点“叫人帮忙”。</source>
        <translation>Please press &quot;Get help&quot;.</translation>
    </message>
    <message>
        <source>请问最近的中心：%1</source>
        <translation>Please ask the nearest centre: %1</translation>
    </message>
    <message>
        <source>%1%2</source>
        <extracomment>two sentences</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::StaffOverview</name>
    <message>
        <source>正常</source>
        <translation>Works</translation>
    </message>
    <message>
        <source>正在启动</source>
        <translation>Starting</translation>
    </message>
    <message>
        <source>没有接上：看看插头和电源</source>
        <translation>Not connected: look at plug and power</translation>
    </message>
    <message>
        <source>没有回应：关掉它的电源，等十秒再开</source>
        <translation>No answer: switch it off, wait ten seconds, switch it on</translation>
    </message>
    <message>
        <source>出错了：请找维护人员</source>
        <translation>Fault: call a technician</translation>
    </message>
    <message>
        <source>没纸了：请换纸卷</source>
        <translation>No paper: put in a new roll</translation>
    </message>
    <message>
        <source>纸快用完了：请备好纸卷</source>
        <translation>Paper is nearly used: have a roll ready</translation>
    </message>
    <message>
        <source>盖子开着：请合上</source>
        <translation>Cover open: close it</translation>
    </message>
    <message>
        <source>连着</source>
        <translation>Connected</translation>
    </message>
    <message>
        <source>没有网：看看网线</source>
        <translation>No network: look at the cable</translation>
    </message>
    <message>
        <source>有网，中心的系统没有回应</source>
        <translation>Network, but the centre&apos;s system does not answer</translation>
    </message>
    <message>
        <source>本机时间不准，连不上</source>
        <translation>The clock is wrong: cannot connect</translation>
    </message>
    <message>
        <source>中心的系统拒绝了本机：请找维护人员</source>
        <translation>The centre&apos;s system refuses this machine: call a technician</translation>
    </message>
    <message>
        <source>网络要先登录</source>
        <translation>The network asks for a login</translation>
    </message>
    <message>
        <source>同步程序没有运行：请找维护人员</source>
        <translation>The sync program does not run: call a technician</translation>
    </message>
    <message>
        <source>用完一卷以后才估得出</source>
        <translation>Known after one roll was used up</translation>
    </message>
    <message>
        <source>还剩约 %1 米，%2 张</source>
        <translation>About %1 m left, %2 slips</translation>
    </message>
    <message>
        <source>还剩约 %1 米</source>
        <translation>About %1 m left</translation>
    </message>
    <message>
        <source>还没收到</source>
        <translation>Not received yet</translation>
    </message>
    <message>
        <source>%1 签发，%2 天前</source>
        <translation>Issued %1, %2 days ago</translation>
    </message>
    <message>
        <source>%1 签发</source>
        <translation>Issued %1</translation>
    </message>
    <message>
        <source>%1（%2 起）</source>
        <extracomment>%1: what is the matter, %2: since when</extracomment>
        <translation>%1 (since %2)</translation>
    </message>
    <message>
        <source>打印机</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>纸卷</source>
        <translation>Paper roll</translation>
    </message>
    <message>
        <source>身份证阅读器</source>
        <translation>Card reader</translation>
    </message>
    <message>
        <source>扫码器</source>
        <translation>Code scanner</translation>
    </message>
    <message>
        <source>网络</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>不准：没有对过时</source>
        <translation>Not sure: it was not checked</translation>
    </message>
    <message>
        <source>对过时</source>
        <translation>Checked</translation>
    </message>
    <message>
        <source>服务清单</source>
        <translation>What&apos;s on</translation>
    </message>
    <message>
        <source>程序版本</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>还不知道</source>
        <translation>Not known yet</translation>
    </message>
    <message>
        <source>没有证书，连不上中心的系统：请联系区里</source>
        <translation>None, so the centre cannot be reached: ask the district</translation>
    </message>
    <message>
        <source>到期了（%1）：请联系区里</source>
        <translation>Expired (%1): ask the district</translation>
    </message>
    <message>
        <source>有效到 %1，请在那之前换新的</source>
        <translation>Good until %1: replace it before</translation>
    </message>
    <message>
        <source>有效到 %1，早该换了还没换上：先看网络，再联系区里</source>
        <translation>Good until %1, overdue for renewal: check the network, then ask the district</translation>
    </message>
    <message>
        <source>有效到 %1，到时候自动换</source>
        <translation>Good until %1, renews itself</translation>
    </message>
    <message>
        <source>证书</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>有效期到 %1（本机时间不准）</source>
        <translation>Valid until %1 (this kiosk&apos;s clock is not set)</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::StaffViewModel</name>
    <message>
        <source>撤销 %1 的签到？%2</source>
        <translation>Undo the check-in of %1? %2</translation>
    </message>
    <message>
        <source>这台机器没有设密码，工作人员页面打不开。请在 site.toml 里设好密码。</source>
        <translation>No PIN is set on this machine, so the staff pages stay shut. Set one in site.toml.</translation>
    </message>
    <message>
        <source>密码不对。请等 %1 秒再试。</source>
        <translation>Wrong PIN. Please wait %1 seconds.</translation>
    </message>
    <message>
        <source>密码不对，请再输一次。</source>
        <translation>Wrong PIN, please try again.</translation>
    </message>
    <message>
        <source>请输密码。前面那位的信息会先清掉。</source>
        <translation>Please type the PIN. What the last visitor left is wiped first.</translation>
    </message>
    <message>
        <source>1. 打开打印机的盖子</source>
        <translation>1. Open the printer&apos;s cover</translation>
    </message>
    <message>
        <source>把旧纸卷拿出来。</source>
        <translation>Take the old roll out.</translation>
    </message>
    <message>
        <source>2. 放进新纸卷</source>
        <translation>2. Put in the new roll</translation>
    </message>
    <message>
        <source>打印的一面朝外，拉出一掌长，合上盖子，听到“咔”的一声。</source>
        <translation>Print side outwards, a hand&apos;s breadth out, close the cover until it clicks.</translation>
    </message>
    <message>
        <source>3. 正在打测试小票</source>
        <translation>3. Printing a test slip</translation>
    </message>
    <message>
        <source>请稍等。</source>
        <translation>One moment.</translation>
    </message>
    <message>
        <source>纸卷换好了</source>
        <translation>The new roll is in</translation>
    </message>
    <message>
        <source>小票字迹清楚就好了。要是一片空白，纸卷放反了，请再换一次。</source>
        <translation>Black and sharp: all is well. White: the roll is in upside down, do it once more.</translation>
    </message>
    <message>
        <source>没法确认打出来了</source>
        <translation>Nothing proves the print</translation>
    </message>
    <message>
        <source>请看一看小票。没有出来，就再换一次。</source>
        <translation>Look at the slip. If there is none, do it once more.</translation>
    </message>
    <message>
        <source>打印机没有回应</source>
        <translation>The printer does not answer</translation>
    </message>
    <message>
        <source>请看看它的插头和电源，再试一次。</source>
        <translation>Look at its plug and power, then try again.</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1 people</translation>
    </message>
    <message>
        <source>没有记下来，什么也没有改。请再试一次。</source>
        <translation>It could not be kept, nothing was changed. Please try again.</translation>
    </message>
    <message>
        <source>这个码是别的中心的，在这里打不开。</source>
        <translation>This code is for another centre. It opens nothing here.</translation>
    </message>
    <message>
        <source>这个码不是给这台机器（%1 号）的。请按这个机号重新出码。</source>
        <translation>This code is not for this kiosk (no. %1). Please make one for this number.</translation>
    </message>
    <message>
        <source>这个码过了时间，只管几分钟，请重新出一个。要是刚出的，请看这台机器的钟准不准：%1。</source>
        <translation>This code is out of time; it holds for a few minutes. Please make a new one. If it is new, check this machine&apos;s clock: %1.</translation>
    </message>
    <message>
        <source>这个码用过了，一个码只开一次。请重新出一个。</source>
        <translation>This code was used. Each opens once. Please make a new one.</translation>
    </message>
    <message>
        <source>现在记不下来，用码打不开。请输密码。</source>
        <translation>It cannot be written down now, so no code opens. Please type the PIN.</translation>
    </message>
    <message>
        <source>这不是本中心出的工作人员码。请在中枢的“自助机”页出码，或输密码。</source>
        <translation>This is no staff code of this centre. Make one on the hub&apos;s page 自助机, or type the PIN.</translation>
    </message>
    <message>
        <source>正在收集日志，请稍等。</source>
        <translation>Collecting the log, please wait.</translation>
    </message>
    <message>
        <source>日志封好了。请插 U 盘（FAT 或 exFAT）。</source>
        <translation>The log is sealed. Put a USB stick in (FAT or exFAT).</translation>
    </message>
    <message>
        <source>正在写入 U 盘，先不要拔。</source>
        <translation>Writing to the stick: do not pull it yet.</translation>
    </message>
    <message>
        <source>这个 U 盘写不进去：满了，或者写保护。请换一个。</source>
        <translation>This stick cannot be written to: it is full or write-protected. Try another one.</translation>
    </message>
    <message>
        <source>已写入，可以拔出 U 盘：%1</source>
        <translation>Written, you may pull the stick: %1</translation>
    </message>
    <message>
        <source>本机还没有收到区里的封条，日志不能导出，什么也没有写。</source>
        <translation>This machine has not received the district&apos;s seal yet: the log cannot be exported, nothing was written.</translation>
    </message>
    <message>
        <source>没有等到 U 盘，日志没有导出。请再按一次。</source>
        <translation>No stick came, the log was not exported. Press once more.</translation>
    </message>
    <message>
        <source>日志没有导出。请再试一次。</source>
        <translation>The log was not exported. Please try again.</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::StationViewModel</name>
    <message>
        <source>走 %1 分钟</source>
        <translation>%1 min on foot</translation>
    </message>
    <message>
        <source>附近有 %1 处</source>
        <translation>%1 places near here</translation>
    </message>
    <message>
        <source>附近有 %1 处，最近的%2</source>
        <translation>%1 places near here, the nearest %2</translation>
    </message>
    <message>
        <source>报警</source>
        <translation>Police</translation>
    </message>
    <message>
        <source>火警</source>
        <translation>Fire</translation>
    </message>
    <message>
        <source>急救</source>
        <translation>Ambulance</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::TicketViewModel</name>
    <message>
        <source>您的号码</source>
        <translation>Your number</translation>
    </message>
    <message>
        <source>请到 %1</source>
        <translation>Go to %1</translation>
    </message>
    <message>
        <source>请到窗口</source>
        <translation>Go to the counter</translation>
    </message>
    <message>
        <source>正在为您办理</source>
        <translation>You are being served</translation>
    </message>
    <message>
        <source>刚才叫过您了，请到窗口问一下</source>
        <translation>You were called. Please ask at the counter.</translation>
    </message>
    <message>
        <source>办好了，请慢走</source>
        <translation>Done. Goodbye!</translation>
    </message>
    <message>
        <source>这个号已经不用了</source>
        <translation>This number is no longer in use</translation>
    </message>
    <message>
        <source>打印机没纸了，请记住号码</source>
        <translation>No paper: please remember the number</translation>
    </message>
    <message>
        <source>请记住号码</source>
        <translation>Please remember the number</translation>
    </message>
    <message>
        <source>正在补打小票</source>
        <translation>Printing the slip again</translation>
    </message>
    <message>
        <source>小票打印中，请稍等</source>
        <translation>Printing your slip</translation>
    </message>
    <message>
        <source>小票补打好了，请取走</source>
        <translation>Printed again. Please take it.</translation>
    </message>
    <message>
        <source>小票打好了，请取走</source>
        <translation>Your slip is ready</translation>
    </message>
    <message>
        <source>小票可能没有打好，请看一下出纸口</source>
        <translation>The slip may not have printed well: check the slot</translation>
    </message>
    <message>
        <source>小票没有打出来，请记住号码</source>
        <translation>The slip was not printed: remember the number</translation>
    </message>
    <message>
        <source>还不知道</source>
        <translation>Not known</translation>
    </message>
    <message>
        <source>下一个就是您</source>
        <translation>You are next</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1 people</translation>
    </message>
    <message>
        <source>%1 · 优先（%2）</source>
        <translation>%1 · priority (%2)</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::TypingViewModel</name>
    <message>
        <source>拼音现在用不了，可以打英文和数字。</source>
        <translation>No pinyin now; letters and figures work.</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::UnenrolledViewModel</name>
    <message>
        <source>本机尚未登记</source>
        <translation>This machine is not enrolled yet</translation>
    </message>
    <message>
        <source>本机代码</source>
        <translation>Machine code</translation>
    </message>
    <message>
        <source>要办事，请到服务窗口。</source>
        <translation>For services, please go to a counter.</translation>
    </message>
    <message>
        <source>插入登记 U 盘</source>
        <translation>Put in the enrolment stick</translation>
    </message>
    <message>
        <source>等首页出现</source>
        <translation>Wait for the home screen</translation>
    </message>
    <message>
        <source>拔出 U 盘</source>
        <translation>Take the stick out</translation>
    </message>
    <message>
        <source>U 盘里没有登记文件 onestop-enrolment.p7m，它要放在最外层。</source>
        <translation>The stick has no onestop-enrolment.p7m. It has to lie outside every folder.</translation>
    </message>
    <message>
        <source>这个 U 盘的登记文件不是区里签发的，或者已经损坏，没有使用。</source>
        <translation>The stick&apos;s enrolment is not signed by this district, or was changed. Nothing of it was used.</translation>
    </message>
    <message>
        <source>登记文件里写错了一行，没有使用。</source>
        <translation>A line of the enrolment is wrong. Nothing of it was used.</translation>
    </message>
    <message>
        <source>登记没有完成，请换一个 U 盘重做登记文件。</source>
        <translation>The enrolment did not finish. Please write it again, onto another stick.</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::VoiceSettingViewModel</name>
    <message>
        <source>现在是这个音量。请 A001 号，到 1 号窗口</source>
        <translation>This is how loud it is now. Number A001, please go to counter 1</translation>
    </message>
    <message>
        <source>这里还没有设过，现在照装机时的设定。</source>
        <translation>Not set here yet: the settings of the installation hold.</translation>
    </message>
    <message>
        <source>全天都出声。</source>
        <translation>It speaks all day.</translation>
    </message>
    <message>
        <source>这段时间只显示，不出声，叫号也一样。</source>
        <translation>In these hours everything is shown and nothing is spoken, calls included.</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::Words</name>
    <message>
        <source>M月d日 dddd</source>
        <extracomment>Format of a date (QLocale): month, day and the whole weekday</extracomment>
        <translation>ddd d MMM</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>明天</source>
        <translation>tomorrow</translation>
    </message>
    <message>
        <source>M月d日 ddd</source>
        <extracomment>Format of a day within two weeks (QLocale)</extracomment>
        <translation>ddd d MMM</translation>
    </message>
    <message>
        <source>M月d日</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>%1 分钟</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1–%2 分钟</source>
        <translation>%1–%2 min</translation>
    </message>
    <message>
        <source>%1 号窗口</source>
        <translation>Counter %1</translation>
    </message>
    <message>
        <source>%1–%2 号窗口</source>
        <translation>Counters %1–%2</translation>
    </message>
    <message>
        <source>%1 号窗口</source>
        <comment>several</comment>
        <extracomment>%1: figures of several counters, not in a row</extracomment>
        <translation>Counter %1</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>开放中 · %1到 %2</source>
        <translation>Open · %1 until %2</translation>
    </message>
    <message>
        <source>开放中</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>临时关闭</source>
        <translation>Closed for now</translation>
    </message>
    <message>
        <source>现在不开放</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 %2 开始</source>
        <translation>From %1 %2</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>24 小时</source>
        <translation>24 hours</translation>
    </message>
    <message>
        <source>每天</source>
        <translation>Every day</translation>
    </message>
    <message>
        <source>%1至%2</source>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>全天</source>
        <translation>All day</translation>
    </message>
    <message>
        <source>军人</source>
        <translation>Armed forces</translation>
    </message>
    <message>
        <source>老年人</source>
        <translation>Older people</translation>
    </message>
    <message>
        <source>残疾人</source>
        <translation>With a disability</translation>
    </message>
    <message>
        <source>孕妇</source>
        <translation>Pregnant</translation>
    </message>
    <message>
        <source>带婴幼儿</source>
        <translation>With a baby</translation>
    </message>
    <message>
        <source>M月</source>
        <extracomment>Format of a month (QLocale)</extracomment>
        <translation>MMMM</translation>
    </message>
    <message>
        <source>%1 号自助机</source>
        <translation>Kiosk %1</translation>
    </message>
    <message>
        <source>临时关闭，%1 %2 恢复</source>
        <translation>Closed for now, opens again %1 %2</translation>
    </message>
    <message>
        <source>正在打印，请稍等。</source>
        <translation>Printing. Please wait.</translation>
    </message>
    <message>
        <source>打好了，请取走。</source>
        <translation>It is printed. Please take it.</translation>
    </message>
    <message>
        <source>可能没有打好，请看一下出纸口。</source>
        <translation>It may not have printed. Please check the paper slot.</translation>
    </message>
    <message>
        <source>没有打出来。要不要再试一次？</source>
        <translation>It did not print. Try again?</translation>
    </message>
</context>
</TS>
