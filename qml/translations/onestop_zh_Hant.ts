<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_HK" sourcelanguage="zh_CN">
<context>
    <name>AskCard</name>
    <message>
        <source>取号办事</source>
        <translation>取號辦事</translation>
    </message>
    <message>
        <source>看我的号 %1</source>
        <translation>看我的號 %1</translation>
    </message>
</context>
<context>
    <name>BottomBar</name>
    <message>
        <source>返回</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>首页</source>
        <translation>首頁</translation>
    </message>
    <message>
        <source>大字/文</source>
        <translation>大字/文</translation>
    </message>
    <message>
        <source>叫人帮忙</source>
        <translation>找人幫忙</translation>
    </message>
</context>
<context>
    <name>CareHomePage</name>
    <message>
        <source>首页</source>
        <translation>首頁</translation>
    </message>
    <message>
        <source>活动签到</source>
        <translation>活動簽到</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>辦事指南</translation>
    </message>
    <message>
        <source>服务清单</source>
        <translation>服務清單</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>看我的号 %1</source>
        <translation>看我的號 %1</translation>
    </message>
    <message>
        <source>取号办事</source>
        <translation>取號辦事</translation>
    </message>
</context>
<context>
    <name>CheckInPage</name>
    <message>
        <source>活动签到</source>
        <translation>活動簽到</translation>
    </message>
    <message>
        <source>扫码暂时用不了。要签到，请点“叫人帮忙”。</source>
        <translation>暫時不能掃碼。要簽到，請按「找人幫忙」。</translation>
    </message>
    <message>
        <source>请把签到码对准扫码口</source>
        <translation>請把簽到碼對準掃碼口</translation>
    </message>
    <message>
        <source>手机屏幕调亮一点，离扫码口一掌远。</source>
        <translation>手機屏幕調亮一點，離掃碼口一掌遠。</translation>
    </message>
</context>
<context>
    <name>CountdownOverlay</name>
    <message>
        <source>您还在吗？</source>
        <translation>您還在嗎？</translation>
    </message>
    <message>
        <source>%1 秒后回到首页，您的信息会全部清除。</source>
        <translation>%1 秒後回到首頁，您的資料會全部清除。</translation>
    </message>
    <message>
        <source>我还在</source>
        <translation>我還在</translation>
    </message>
</context>
<context>
    <name>GuidePage</name>
    <message>
        <source>要办哪一件？</source>
        <translation>要辦哪一件？</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>辦事指南</translation>
    </message>
    <message>
        <source>清单还没收到。请到窗口，或点“叫人帮忙”。</source>
        <translation>清單還沒收到。請到櫃位，或按「找人幫忙」。</translation>
    </message>
</context>
<context>
    <name>HallScreen</name>
    <message>
        <source>刚刚叫到</source>
        <translation>剛剛叫到</translation>
    </message>
    <message>
        <source>等候</source>
        <translation>等候</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>叫工作人员</source>
        <translation>叫職員</translation>
    </message>
    <message>
        <source>不用叫了</source>
        <translation>不用叫了</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>首页</source>
        <translation>首頁</translation>
    </message>
    <message>
        <source>活动签到</source>
        <translation>活動簽到</translation>
    </message>
    <message>
        <source>办事指南</source>
        <translation>辦事指南</translation>
    </message>
    <message>
        <source>服务清单</source>
        <translation>服務清單</translation>
    </message>
    <message>
        <source>中心导览</source>
        <translation>中心導覽</translation>
    </message>
    <message>
        <source>各个中心</source>
        <translation>各個中心</translation>
    </message>
</context>
<context>
    <name>ItemPage</name>
    <message>
        <source>请带好</source>
        <translation>請帶好</translation>
    </message>
    <message>
        <source>在哪里办</source>
        <translation>在哪裡辦</translation>
    </message>
    <message>
        <source>服务时间</source>
        <translation>服務時間</translation>
    </message>
    <message>
        <source>现在等候</source>
        <translation>現在等候</translation>
    </message>
    <message>
        <source>取号</source>
        <translation>取號</translation>
    </message>
    <message>
        <source>打印指南</source>
        <translation>列印指南</translation>
    </message>
</context>
<context>
    <name>MorePage</name>
    <message>
        <source>更多</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>中心导览</source>
        <translation>中心導覽</translation>
    </message>
    <message>
        <source>各个中心</source>
        <translation>各個中心</translation>
    </message>
</context>
<context>
    <name>ScrollArea</name>
    <message>
        <source>往上看</source>
        <translation>往上看</translation>
    </message>
    <message>
        <source>往下看</source>
        <translation>往下看</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>服务清单</source>
        <translation>服務清單</translation>
    </message>
    <message>
        <source>这两周没有安排</source>
        <translation>這兩週沒有安排</translation>
    </message>
</context>
<context>
    <name>Setting</name>
    <message>
        <source>已打开</source>
        <translation>已打開</translation>
    </message>
    <message>
        <source>没打开</source>
        <translation>沒打開</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>大字/文</source>
        <translation>大字/文</translation>
    </message>
    <message>
        <source>怎样看得清楚？</source>
        <translation>怎樣看得清楚？</translation>
    </message>
    <message>
        <source>大字</source>
        <translation>大字</translation>
    </message>
    <message>
        <source>字更大，一行一个</source>
        <translation>字更大，一行一個</translation>
    </message>
    <message>
        <source>黑白分明</source>
        <translation>黑白分明</translation>
    </message>
    <message>
        <source>颜色更深，线条更清楚</source>
        <translation>顏色更深，線條更清楚</translation>
    </message>
    <message>
        <source>放低一点</source>
        <translation>放低一點</translation>
    </message>
    <message>
        <source>按钮都在屏幕下半边</source>
        <translation>按鈕都在屏幕下半邊</translation>
    </message>
    <message>
        <source>只管这一次。您走了以后，屏幕会变回原样。</source>
        <translation>只管這一次。您走了以後，屏幕會變回原樣。</translation>
    </message>
</context>
<context>
    <name>SitesPage</name>
    <message>
        <source>各个中心</source>
        <translation>各個中心</translation>
    </message>
    <message>
        <source>名单还没收到</source>
        <translation>名單還沒收到</translation>
    </message>
</context>
<context>
    <name>TakeAlongCard</name>
    <message>
        <source>手机二维码</source>
        <translation>手機二維碼</translation>
    </message>
    <message>
        <source>也可用手机扫码，随时看排到哪了。</source>
        <translation>也可用手機掃碼，隨時看排到哪了。</translation>
    </message>
    <message>
        <source>叫到号请到 %1</source>
        <translation>叫到號請到 %1</translation>
    </message>
</context>
<context>
    <name>TicketActions</name>
    <message>
        <source>补打小票</source>
        <translation>補印小票</translation>
    </message>
    <message>
        <source>不等了</source>
        <translation>不等了</translation>
    </message>
    <message>
        <source>真的不等了吗？号码就作废了。</source>
        <translation>真的不等了嗎？號碼就作廢了。</translation>
    </message>
    <message>
        <source>继续等</source>
        <translation>繼續等</translation>
    </message>
    <message>
        <source>不等了，退号</source>
        <translation>不等了，退號</translation>
    </message>
</context>
<context>
    <name>TicketPage</name>
    <message>
        <source>前面还有</source>
        <translation>前面還有</translation>
    </message>
    <message>
        <source>大约要等</source>
        <translation>大約要等</translation>
    </message>
</context>
<context>
    <name>TodayCard</name>
    <message>
        <source>今天</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>今天没有别的活动了</source>
        <translation>今天沒有別的活動了</translation>
    </message>
</context>
<context>
    <name>TourPage</name>
    <message>
        <source>中心导览</source>
        <translation>中心導覽</translation>
    </message>
    <message>
        <source>现在</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>开放时间</source>
        <translation>開放時間</translation>
    </message>
    <message>
        <source>地址</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>電話</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::Activities</name>
    <message>
        <source>全天</source>
        <translation>全天</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>正在进行</source>
        <translation>正在進行</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1 人</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::GuideViewModel</name>
    <message>
        <source>全部</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::HallViewModel</name>
    <message>
        <source>%1 人</source>
        <translation>%1 人</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>time and weekday</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>号窗口</source>
        <translation>號櫃位</translation>
    </message>
    <message>
        <source>请等候叫号</source>
        <translation>請等候叫號</translation>
    </message>
    <message>
        <source>过号请到 %1</source>
        <translation>過號請到 %1</translation>
    </message>
    <message>
        <source>过号请问工作人员</source>
        <translation>過號請問職員</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::HelpViewModel</name>
    <message>
        <source>要人帮忙吗？</source>
        <translation>要人幫忙嗎？</translation>
    </message>
    <message>
        <source>点一下，工作人员就过来。</source>
        <translation>按一下，職員就過來。</translation>
    </message>
    <message>
        <source>正在叫工作人员</source>
        <translation>正在叫職員</translation>
    </message>
    <message>
        <source>请在这里稍等。</source>
        <translation>請在這裡稍等。</translation>
    </message>
    <message>
        <source>工作人员马上来</source>
        <translation>職員馬上來</translation>
    </message>
    <message>
        <source>请在这里等一下。</source>
        <translation>請在這裡等一下。</translation>
    </message>
    <message>
        <source>现在没有人应答</source>
        <translation>現在沒有人回應</translation>
    </message>
    <message>
        <source>请打电话，或直接到窗口。</source>
        <translation>請打電話，或直接到櫃位。</translation>
    </message>
    <message>
        <source>请打电话找人帮忙</source>
        <translation>請打電話找人幫忙</translation>
    </message>
    <message>
        <source>这里现在叫不到人。</source>
        <translation>這裡現在叫不到人。</translation>
    </message>
    <message>
        <source>这里现在叫不到人。最近的中心：%1</source>
        <translation>這裡現在叫不到人。最近的中心：%1</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::HomeViewModel</name>
    <message>
        <source>现在不用等</source>
        <translation>現在不用等</translation>
    </message>
    <message>
        <source>现在等候 %1 人，约 %2</source>
        <translation>現在等候 %1 人，約 %2</translation>
    </message>
    <message>
        <source>现在等候 %1 人</source>
        <translation>現在等候 %1 人</translation>
    </message>
    <message>
        <source>%1，您好</source>
        <extracomment>%1: masked name, 张*三</extracomment>
        <translation>%1，您好</translation>
    </message>
    <message>
        <source>您好，要办什么事？</source>
        <translation>您好，要辦甚麼事？</translation>
    </message>
    <message>
        <source>可刷身份证，也可直接点</source>
        <translation>可拍身份證，也可直接按</translation>
    </message>
    <message>
        <source>不用刷身份证，直接点</source>
        <translation>不用拍身份證，直接按</translation>
    </message>
    <message>
        <source>要办什么事？</source>
        <translation>要辦甚麼事？</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>请 %1 号到 %2</source>
        <translation>請 %1 號到 %2</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::ItemViewModel</name>
    <message>
        <source>不用等</source>
        <translation>不用等</translation>
    </message>
    <message>
        <source>%1 人 · 约 %2</source>
        <translation>%1 人 · 約 %2</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1 人</translation>
    </message>
    <message>
        <source>现在不办。%1</source>
        <translation>現在不辦。%1</translation>
    </message>
    <message>
        <source>这份指南一年没有核对过，以窗口为准。</source>
        <translation>這份指南一年沒有核對過，以櫃位為準。</translation>
    </message>
    <message>
        <source>指南正在打印，请稍等。</source>
        <translation>指南正在列印，請稍等。</translation>
    </message>
    <message>
        <source>指南打好了，请取走。</source>
        <translation>指南印好了，請取走。</translation>
    </message>
    <message>
        <source>指南可能没有打好，请看一下出纸口。</source>
        <translation>指南可能沒有印好，請看一下出紙口。</translation>
    </message>
    <message>
        <source>指南没有打出来。要不要再试一次？</source>
        <translation>指南沒有印出來。要不要再試一次？</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::Notices</name>
    <message>
        <source>打印机没纸了（%1 起）。可以照常取号，号码请看屏幕。</source>
        <translation>打印機沒紙了（%1 起）。可以照常取號，號碼請看屏幕。</translation>
    </message>
    <message>
        <source>打印机的盖子开着（%1 起）。可以照常取号，号码请看屏幕。</source>
        <translation>打印機的蓋子開著（%1 起）。可以照常取號，號碼請看屏幕。</translation>
    </message>
    <message>
        <source>打印机暂时用不了（%1 起）。可以照常取号，号码请看屏幕。</source>
        <translation>打印機暫時不能用（%1 起）。可以照常取號，號碼請看屏幕。</translation>
    </message>
    <message>
        <source>刷身份证暂时用不了（%1 起）。不刷也能办，请直接点。</source>
        <translation>暫時不能拍身份證（%1 起）。不拍也能辦，請直接按。</translation>
    </message>
    <message>
        <source>扫码暂时用不了（%1 起）。要签到，请点“叫人帮忙”。</source>
        <translation>暫時不能掃碼（%1 起）。要簽到，請按「找人幫忙」。</translation>
    </message>
    <message>
        <source>身份证没有读出来，请再放一次。不刷也能办，请直接点。</source>
        <translation>身份證沒有讀出來，請再放一次。不拍也能辦，請直接按。</translation>
    </message>
    <message>
        <source>请取回您的身份证。</source>
        <translation>請取回您的身份證。</translation>
    </message>
    <message>
        <source>本机时间不准，暂时连不上网（%1 起）。取号、签到照常。</source>
        <translation>本機時間不準，暫時連不上網（%1 起）。取號、簽到照常。</translation>
    </message>
    <message>
        <source>网络要先登录（%1 起），请告诉工作人员。取号、签到照常。</source>
        <translation>網絡要先登入（%1 起），請告訴職員。取號、簽到照常。</translation>
    </message>
    <message>
        <source>中心的系统拒绝了本机（%1 起），请告诉工作人员。取号、签到照常。</source>
        <translation>中心的系統拒絕了本機（%1 起），請告訴職員。取號、簽到照常。</translation>
    </message>
    <message>
        <source>网络断了（%1 起）。取号、签到照常，等候人数可能不准。</source>
        <translation>網絡斷了（%1 起）。取號、簽到照常，等候人數可能不準。</translation>
    </message>
    <message>
        <source>本月的服务清单还没收到。要办事，请到窗口或点“叫人帮忙”。</source>
        <translation>本月的服務清單還沒收到。要辦事，請到櫃位或按「找人幫忙」。</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::ResultViewModel</name>
    <message>
        <source>签到成功，%1 人</source>
        <translation>簽到成功，%1 人</translation>
    </message>
    <message>
        <source>签到成功</source>
        <translation>簽到成功</translation>
    </message>
    <message>
        <source>请进</source>
        <translation>請進</translation>
    </message>
    <message>
        <source>请到%1</source>
        <translation>請到%1</translation>
    </message>
    <message>
        <source>已到 %1 人 / %2 人</source>
        <translation>已到 %1 人 / %2 人</translation>
    </message>
    <message>
        <source>已到 %1 人</source>
        <translation>已到 %1 人</translation>
    </message>
    <message>
        <source>下一位请直接出示二维码</source>
        <translation>下一位請直接出示二維碼</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>这个码用过了</source>
        <translation>這個碼用過了</translation>
    </message>
    <message>
        <source>%1 已经用它签到</source>
        <translation>%1 已經用它簽到</translation>
    </message>
    <message>
        <source>已经用它签到</source>
        <translation>已經用它簽到</translation>
    </message>
    <message>
        <source>不是您本人用的？请点“叫人帮忙”。</source>
        <translation>不是您本人用的？請按「找人幫忙」。</translation>
    </message>
    <message>
        <source>这个码过期了</source>
        <translation>這個碼過期了</translation>
    </message>
    <message>
        <source>请到窗口换一个</source>
        <translation>請到櫃位換一個</translation>
    </message>
    <message>
        <source>还没到签到时间</source>
        <translation>還沒到簽到時間</translation>
    </message>
    <message>
        <source>%1 %2 开始，请晚点再来</source>
        <translation>%1 %2 開始，請晚點再來</translation>
    </message>
    <message>
        <source>请晚点再来</source>
        <translation>請晚點再來</translation>
    </message>
    <message>
        <source>不是这个中心的码</source>
        <translation>不是這個中心的碼</translation>
    </message>
    <message>
        <source>请看码上写的中心</source>
        <translation>請看碼上寫的中心</translation>
    </message>
    <message>
        <source>要去哪里、怎么走，可以点“叫人帮忙”。</source>
        <translation>要去哪裡、怎麼走，可以按「找人幫忙」。</translation>
    </message>
    <message>
        <source>不是今天的码</source>
        <translation>不是今天的碼</translation>
    </message>
    <message>
        <source>活动在 %1</source>
        <translation>活動在 %1</translation>
    </message>
    <message>
        <source>请看码上写的日期</source>
        <translation>請看碼上寫的日期</translation>
    </message>
    <message>
        <source>这个码作废了</source>
        <translation>這個碼作廢了</translation>
    </message>
    <message>
        <source>请到窗口问一下</source>
        <translation>請到櫃位問一下</translation>
    </message>
    <message>
        <source>这个码不是真的</source>
        <translation>這個碼不是真的</translation>
    </message>
    <message>
        <source>请用中心发的码</source>
        <translation>請用中心發的碼</translation>
    </message>
    <message>
        <source>码是别人转给您的？请点“叫人帮忙”。</source>
        <translation>碼是別人轉給您的？請按「找人幫忙」。</translation>
    </message>
    <message>
        <source>认不出这个码</source>
        <translation>認不出這個碼</translation>
    </message>
    <message>
        <source>请到窗口签到</source>
        <translation>請到櫃位簽到</translation>
    </message>
    <message>
        <source>本机还没有收到它的验证资料。</source>
        <translation>本機還沒有收到它的驗證資料。</translation>
    </message>
    <message>
        <source>这不是签到码</source>
        <translation>這不是簽到碼</translation>
    </message>
    <message>
        <source>请出示活动的签到码</source>
        <translation>請出示活動的簽到碼</translation>
    </message>
    <message>
        <source>屏幕调亮一点，离扫码口一掌远。</source>
        <translation>屏幕調亮一點，離掃碼口一掌遠。</translation>
    </message>
    <message>
        <source>没有找到这场活动</source>
        <translation>沒有找到這場活動</translation>
    </message>
    <message>
        <source>本机现在签不了到</source>
        <translation>本機現在不能簽到</translation>
    </message>
    <message>
        <source>这场活动满员了</source>
        <translation>這場活動滿額了</translation>
    </message>
    <message>
        <source>请到窗口问问有没有空位</source>
        <translation>請到櫃位問問有沒有空位</translation>
    </message>
    <message>
        <source>现在不办这件事</source>
        <translation>現在不辦這件事</translation>
    </message>
    <message>
        <source>请看指南上的服务时间</source>
        <translation>請看指南上的服務時間</translation>
    </message>
    <message>
        <source>今天的号取完了</source>
        <translation>今天的號取完了</translation>
    </message>
    <message>
        <source>请明天再来</source>
        <translation>請明天再來</translation>
    </message>
    <message>
        <source>急事请点“叫人帮忙”。</source>
        <translation>急事請按「找人幫忙」。</translation>
    </message>
    <message>
        <source>您已经有一个号</source>
        <translation>您已經有一個號</translation>
    </message>
    <message>
        <source>您的号码是 %1</source>
        <translation>您的號碼是 %1</translation>
    </message>
    <message>
        <source>请等叫号</source>
        <translation>請等叫號</translation>
    </message>
    <message>
        <source>一个人一次一个号。不等了，可以先把它退掉。</source>
        <translation>一個人一次一個號。不等了，可以先把它退掉。</translation>
    </message>
    <message>
        <source>这里没有办事窗口</source>
        <translation>這裡沒有辦事櫃位</translation>
    </message>
    <message>
        <source>请看“各个中心”，最近的在最前面</source>
        <translation>請看「各個中心」，最近的在最前面</translation>
    </message>
    <message>
        <source>本机现在取不了号</source>
        <translation>本機現在取不了號</translation>
    </message>
    <message>
        <source>请到窗口直接排队</source>
        <translation>請到櫃位直接排隊</translation>
    </message>
    <message>
        <source>中心临时关闭</source>
        <translation>中心臨時關閉</translation>
    </message>
    <message>
        <source>请看通知，或拨打 12345</source>
        <translation>請看通知，或致電 12345</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::ServicesViewModel</name>
    <message>
        <source>所有人</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>清单更新于 %1</source>
        <translation>清單更新於 %1</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::SiteViewModel</name>
    <message>
        <source>党群服务中心</source>
        <extracomment>The name of the centre while no catalogue has arrived yet</extracomment>
        <translation>黨群服務中心</translation>
    </message>
    <message>
        <source>时间待校准</source>
        <translation>時間待校準</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::Sites</name>
    <message>
        <source>%1 公里</source>
        <translation>%1 公里</translation>
    </message>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::TicketViewModel</name>
    <message>
        <source>您的号码</source>
        <translation>您的號碼</translation>
    </message>
    <message>
        <source>请到 %1</source>
        <translation>請到 %1</translation>
    </message>
    <message>
        <source>请到窗口</source>
        <translation>請到櫃位</translation>
    </message>
    <message>
        <source>正在为您办理</source>
        <translation>正在為您辦理</translation>
    </message>
    <message>
        <source>刚才叫过您了，请到窗口问一下</source>
        <translation>剛才叫過您了，請到櫃位問一下</translation>
    </message>
    <message>
        <source>办好了，请慢走</source>
        <translation>辦好了，請慢走</translation>
    </message>
    <message>
        <source>这个号已经不用了</source>
        <translation>這個號已經不用了</translation>
    </message>
    <message>
        <source>打印机没纸了，请记住号码</source>
        <translation>打印機沒紙了，請記住號碼</translation>
    </message>
    <message>
        <source>请记住号码</source>
        <translation>請記住號碼</translation>
    </message>
    <message>
        <source>正在补打小票</source>
        <translation>正在補印小票</translation>
    </message>
    <message>
        <source>小票打印中，请稍等</source>
        <translation>小票列印中，請稍等</translation>
    </message>
    <message>
        <source>小票补打好了，请取走</source>
        <translation>小票補印好了，請取走</translation>
    </message>
    <message>
        <source>小票打好了，请取走</source>
        <translation>小票印好了，請取走</translation>
    </message>
    <message>
        <source>小票可能没有打好，请看一下出纸口</source>
        <translation>小票可能沒有印好，請看一下出紙口</translation>
    </message>
    <message>
        <source>小票没有打出来，请记住号码</source>
        <translation>小票沒有印出來，請記住號碼</translation>
    </message>
    <message>
        <source>还不知道</source>
        <translation>還不知道</translation>
    </message>
    <message>
        <source>下一个就是您</source>
        <translation>下一個就是您</translation>
    </message>
    <message>
        <source>%1 人</source>
        <translation>%1 人</translation>
    </message>
</context>
<context>
    <name>onestop::viewmodels::Words</name>
    <message>
        <source>M月d日 dddd</source>
        <extracomment>Format of a date (QLocale): month, day and the whole weekday</extracomment>
        <translation>M月d日 dddd</translation>
    </message>
    <message>
        <source>今天</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>明天</source>
        <translation>明天</translation>
    </message>
    <message>
        <source>M月d日 ddd</source>
        <extracomment>Format of a day within two weeks (QLocale)</extracomment>
        <translation>M月d日 ddd</translation>
    </message>
    <message>
        <source>M月d日</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>%1 分钟</source>
        <translation>%1 分鐘</translation>
    </message>
    <message>
        <source>%1–%2 分钟</source>
        <translation>%1–%2 分鐘</translation>
    </message>
    <message>
        <source>%1 号窗口</source>
        <translation>%1 號櫃位</translation>
    </message>
    <message>
        <source>%1–%2 号窗口</source>
        <translation>%1–%2 號櫃位</translation>
    </message>
    <message>
        <source>%1 号窗口</source>
        <comment>several</comment>
        <extracomment>%1: figures of several counters, not in a row</extracomment>
        <translation>%1 號櫃位</translation>
    </message>
    <message>
        <source>、</source>
        <translation>、</translation>
    </message>
    <message>
        <source>开放中 · %1到 %2</source>
        <translation>開放中 · %1到 %2</translation>
    </message>
    <message>
        <source>开放中</source>
        <translation>開放中</translation>
    </message>
    <message>
        <source>临时关闭</source>
        <translation>臨時關閉</translation>
    </message>
    <message>
        <source>现在不开放</source>
        <translation>現在不開放</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 %2 开始</source>
        <translation>%1 %2 開始</translation>
    </message>
    <message>
        <source>周一</source>
        <translation>週一</translation>
    </message>
    <message>
        <source>周二</source>
        <translation>週二</translation>
    </message>
    <message>
        <source>周三</source>
        <translation>週三</translation>
    </message>
    <message>
        <source>周四</source>
        <translation>週四</translation>
    </message>
    <message>
        <source>周五</source>
        <translation>週五</translation>
    </message>
    <message>
        <source>周六</source>
        <translation>週六</translation>
    </message>
    <message>
        <source>周日</source>
        <translation>週日</translation>
    </message>
    <message>
        <source>24 小时</source>
        <translation>24 小時</translation>
    </message>
    <message>
        <source>每天</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>%1至%2</source>
        <translation>%1至%2</translation>
    </message>
</context>
</TS>
