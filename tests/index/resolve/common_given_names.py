"""The 300 commonest given names of the United States in 1990, women's and men's, the commonest first.

Source: U.S. Census Bureau, Frequently Occurring Names from the 1990 Census; in the public domain.
"""

COMMON = """
james john robert mary michael william david richard charles joseph thomas patricia linda christopher barbara daniel
elizabeth jennifer paul mark donald george maria kenneth susan margaret steven edward dorothy brian lisa ronald
anthony nancy karen betty helen kevin jason matthew sandra gary timothy jose donna larry carol jeffrey ruth frank
scott eric sharon stephen michelle andrew laura sarah kimberly deborah jessica shirley raymond cynthia angela
melissa brenda amy anna rebecca virginia jerry gregory kathleen joshua pamela martha debra amanda dennis stephanie
willie walter carolyn christine janet marie terry patrick frances catherine peter ann joyce diane harold alice henry
douglas jean julie kelly heather teresa doris gloria carl arthur evelyn ryan ashley cheryl joan joe katherine
mildred roger juan jack albert justin jonathan gerald judith keith rose samuel janice nicole judy christina kathy
lawrence theresa ralph beverly nicholas denise roy benjamin tammy bruce irene brandon jane adam lori tracy billy
fred rachel andrea harry marilyn wayne robin louis steve kathryn jeremy aaron leslie louise sara anne jacqueline
wanda randy bonnie julia eugene bobby carlos ruby howard lois tina phyllis norma paula jamie russell shawn annie
diana victor shannon chris lillian martin jesse emily peggy crystal lee ernest carmen gladys kim connie phillip todd
rita dawn florence craig edna alan tiffany rosa dale francis cindy sean johnny clarence philip grace tony jimmy earl
wendy antonio luis mike bryan danny victoria edith leonard stanley sherry nathan josephine sylvia sheila thelma
ethel curtis manuel elaine ellen marjorie rodney norman lynn carrie allen charlotte marion esther monica emma
pauline marvin juanita dana anita rhonda glenn vincent hazel travis jessie amber jeff jeffery eva chad jacob kyle
debbie melvin alfred april clara lucille bradley ray jesus gail eleanor joanne eddie danielle valerie herbert joel
frederick erin megan alicia michele suzanne bertha edwin darlene jill veronica geraldine
""".split()  # noqa: SIM905  (as literals they would be hundreds of lines)
